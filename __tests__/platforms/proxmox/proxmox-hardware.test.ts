import { Lazy } from 'cdktf';
import { VersionContract } from '../../../lib';
import { ProxmoxAddressing, ProxmoxMachines, ProxmoxVersion, ProxmoxVmPoolProps } from '../../../lib/proxmox';
import { failureOf, told } from '../../support/failure';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { FULL, FullClusterChanges, buildFullCluster } from './support/full-cluster';

const full = (changes: FullClusterChanges = {}): StackJson | undefined =>
  synthesized((app) => {
    buildFullCluster(app, changes);
  })[FULL];
const small = (changes: SmallClusterChanges = {}): StackJson | undefined =>
  synthesized((app) => buildSmallCluster(app, changes))[SMALL];
const reportFor = (worker: Partial<ProxmoxVmPoolProps>): string =>
  reportOf((app) => buildSmallCluster(app, { worker }));

function vm(stack: StackJson | undefined, name: string): Record<string, unknown> {
  return block(stack, 'resource', 'proxmox_virtual_environment_vm', name);
}

function configuration(stack: StackJson | undefined, machine: string): string {
  const data = block(stack, 'data', 'talos_machine_configuration', `Cluster_${machine}`);
  return (data.config_patches as string[]).join('---\n');
}

describe('the hardware of a VM', () => {
  const stack = full();
  const a = vm(stack, 'Worker_worker-a');
  const b = vm(stack, 'Worker_worker-b');

  test('has sockets, NUMA and the CPU type that was asked for', () => {
    expect(a.cpu).toEqual({ cores: 2, sockets: 2, numa: true, type: 'host' });
  });

  test('has its disks in the order of their slots, after the system disk, which keeps its place', () => {
    expect(a.disk).toEqual([
      expect.objectContaining({ interface: 'scsi0', cache: 'writeback', backup: false, discard: 'ignore', ssd: false }),
      expect.objectContaining({ interface: 'scsi2', size: 100, serial: 'data', datastore_id: 'ceph', ssd: true }),
      expect.objectContaining({ interface: 'scsi10', size: 200, serial: 'bulk', datastore_id: 'nfs', discard: 'on' }),
      expect.objectContaining({ interface: 'virtio0', size: 50, iothread: true }),
    ]);
    expect((a.disk as object[])[3]).not.toHaveProperty('ssd');
  });

  test('has a network device for each network, its own first', () => {
    expect(a.network_device).toEqual([
      expect.objectContaining({
        bridge: 'vnet1',
        mtu: 1,
        rate_limit: 500,
        queues: 4,
        firewall: true,
        mac_address: 'BC:24:11:00:00:0A',
      }),
      expect.objectContaining({ bridge: 'vmbr1', vlan_id: 40, firewall: null }),
      expect.objectContaining({ bridge: 'vmbr2', model: 'e1000', firewall: true }),
      expect.objectContaining({ bridge: 'vmbr3', firewall: true }),
    ]);
    const macs = [a, b].flatMap((each) => (each.network_device as { mac_address: string }[]).map((d) => d.mac_address));
    expect(new Set(macs).size).toBe(8);
  });

  test('has its further addresses in its own configuration, none on the cloud-init drive', () => {
    const text = configuration(stack, 'worker-a');
    expect(text).toContain('name: eth1\nup: true\naddresses:\n  - address: 10.40.0.21/24\n');
    expect(text).toContain('kind: DHCPv4Config\nname: eth2\nrouteMetric: 2048\n');
    expect(text).toContain('name: eth3\nup: true\naddresses: []\n');
    expect((a.initialization as Record<string, unknown>).ip_config).toEqual([
      { ipv4: { address: '10.10.0.21/24', gateway: '10.10.0.1' } },
    ]);
  });

  test('has both address families, DNS servers and a search domain', () => {
    const text = configuration(stack, 'worker-a');
    expect(text).toContain('- address: 10.10.0.21/24\n  - address: fd00:10::21/64\n');
    expect(text).toContain('routes:\n  - gateway: 10.10.0.1\n  - gateway: fd00:10::1\n');
    expect(text).toMatch(/searchDomains:\n\s+domains:\n\s+- home\.arpa/);
    expect(a.initialization).toMatchObject({ dns: { domain: 'home.arpa', servers: ['10.10.0.2', '10.10.0.3'] } });
  });

  test('has PCI devices by mapping, a watchdog and randomness', () => {
    expect(a).toMatchObject({
      hostpci: [
        { device: 'hostpci0', mapping: 'gpu', pcie: true, xvga: false, rombar: true },
        { device: 'hostpci1', mapping: 'nic', pcie: true },
      ],
      watchdog: { enabled: true, model: 'i6300esb', action: 'reset' },
      rng: [{ source: '/dev/urandom' }],
      serial_device: [{ device: 'socket' }],
    });
  });

  test('is in its Proxmox pool, with sorted tags and a start order', () => {
    const controlPlane = vm(stack, 'ControlPlane_control-plane-0');
    expect(controlPlane).toMatchObject({
      pool_id: 'kubernetes',
      tags: ['control-plane', 'k8s', 'prod', 'talos'],
      startup: { order: 1, up_delay: 30, down_delay: 60 },
    });
    expect(vm(small({ worker: { protection: true } }), 'Worker_worker-0').protection).toBe(true);
  });

  test('is of the size that a machine has for itself', () => {
    expect(b).toMatchObject({ cpu: { cores: 4 }, memory: { dedicated: 16_384 }, node_name: 'pve3' });
    expect((b.disk as { size: number }[])[0]?.size).toBe(80);
    expect(configuration(stack, 'worker-b')).toContain('instance-type: 8c-16384mib');
  });

  test('is not moved back to its pinned node once high availability moves it', () => {
    expect((b.lifecycle as { ignore_changes: string[] }).ignore_changes).toContain('node_name');
  });

  test('has a TPM when it is asked to, and without secure boot too', () => {
    expect(vm(small({ worker: { tpm: true } }), 'Worker_worker-0').tpm_state).toMatchObject({ version: 'v2.0' });
    expect(vm(full({ worker: { tpm: false } }), 'Worker_worker-a')).not.toHaveProperty('tpm_state');
  });

  test('boots from an image whose checksum is compared, in a file of that checksum', () => {
    expect(block(stack, 'resource', 'proxmox_download_file', 'Image')).toMatchObject({
      checksum: '0123456789abcdef'.repeat(4),
      checksum_algorithm: 'sha256',
      file_name: expect.stringMatching(/-secureboot-[0-9a-f]{6}-01234567\.qcow2$/) as string,
    });
  });

  test('takes references where names come from resources of the same stack', () => {
    const reference = Lazy.stringValue({ produce: () => '${proxmox_sdn_vnet.one.id}' });
    const worker = {
      network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1', bridge: reference },
      proxmoxPool: reference,
      pciDevices: [{ mapping: reference }],
    };
    expect(vm(small({ worker }), 'Worker_worker-0')).toMatchObject({
      pool_id: '${proxmox_sdn_vnet.one.id}',
      network_device: [{ bridge: '${proxmox_sdn_vnet.one.id}' }],
    });
  });
});

describe('wrong hardware is told with its code, what was given and what is allowed', () => {
  const network = { cidr: '10.10.0.0/24', gateway: '10.10.0.1' };
  const extra = (addressing: ProxmoxAddressing): Partial<ProxmoxVmPoolProps> => ({
    additionalNetworks: [{ bridge: 'vmbr1', addressing }],
  });

  test.each<{ mistake: string; worker: Partial<ProxmoxVmPoolProps>; says: string[] }>([
    {
      mistake: 'the CPU type is too old',
      worker: { cpuType: 'kvm64' },
      says: ['TALOS214  small/Worker', "cpuType: 'kvm64'", "'x86-64-v2-AES'"],
    },
    {
      mistake: 'the CPU type is no name',
      worker: { cpuType: 'host,flags=+aes' },
      says: ['TALOS214  small/Worker', "cpuType: 'host,flags=+aes'"],
    },
    {
      mistake: 'there are too many sockets',
      worker: { sockets: 5 },
      says: ['TALOS215  small/Worker', "'sockets' is out of range", 'a whole number from 1 to 4'],
    },
    {
      mistake: 'a disk has no size',
      worker: { additionalDisks: { scsi1: { sizeGiB: 0 } } },
      says: [
        'TALOS215  small/Worker',
        "'scsi1.sizeGiB' is out of range",
        'a whole number from 1 to 131072\n    do:      Use a number in the range.',
      ],
    },
    {
      mistake: 'more is to be sent than can be',
      worker: { network: { ...network, rateLimitMBps: 10_240.5 } },
      says: [
        "TALOS215  small/Worker\n  'rateLimitMBps' is out of range\n    given:   10240.5",
        'allowed: a number above 0, 10240 at the most',
      ],
    },
    {
      mistake: 'nothing may be sent',
      worker: { network: { ...network, rateLimitMBps: 0 } },
      says: ["'rateLimitMBps' is out of range\n    given:   0"],
    },
    {
      mistake: "a disk's datastore cannot be one",
      worker: { additionalDisks: { scsi1: { sizeGiB: 1, datastore: 'my disks' } } },
      says: ['TALOS209  small/Worker', "'scsi1.datastore' is not the name of a datastore"],
    },
    {
      mistake: 'two disks have one serial number',
      worker: { additionalDisks: { scsi1: { sizeGiB: 1, serial: 'x' }, scsi2: { sizeGiB: 1, serial: 'x' } } },
      says: ['TALOS223  small/Worker', 'two disks have one serial number', "serial: 'x'"],
    },
    {
      mistake: 'a serial number is too long',
      worker: { additionalDisks: { scsi1: { sizeGiB: 1, serial: 'x'.repeat(21) } } },
      says: ['TALOS223  small/Worker', 'the guest would not read this', '1 to 20 letters'],
    },
    {
      mistake: 'a PCI device is given by its address',
      worker: { pciDevices: [{ mapping: '0000:01:00.0' }] },
      says: ['TALOS222  small/Worker', "mapping: '0000:01:00.0'", 'a PCI address'],
    },
    {
      mistake: 'a tag has capitals',
      worker: { tags: ['Prod'] },
      says: ['TALOS222  small/Worker', "tags: 'Prod'", 'lower-case letters'],
    },
    {
      mistake: 'a Proxmox pool cannot be called so',
      worker: { proxmoxPool: 'my pool' },
      says: ['TALOS222  small/Worker', "proxmoxPool: 'my pool'"],
    },
    {
      mistake: 'a start order is negative',
      worker: { startOrder: { order: -1 } },
      says: ['TALOS215  small/Worker', "'startOrder.order' is out of range", 'from 0 to 100000'],
    },
    {
      mistake: 'a bridge cannot be called so',
      worker: { network: { ...network, bridge: 'vmbr0.20' } },
      says: ['TALOS217  small/Worker', "bridge: 'vmbr0.20'", "such as 'vmbr0'"],
    },
    {
      mistake: 'an MTU is too small',
      worker: { network: { ...network, mtu: 100 } },
      says: ['TALOS215  small/Worker', "'mtu' is out of range", 'from 576 to 65520'],
    },
    {
      mistake: 'there are too many queues',
      worker: { network: { ...network, queues: 65 } },
      says: ['TALOS215  small/Worker', "'queues' is out of range", 'from 1 to 64'],
    },
    {
      mistake: 'another model has queues',
      worker: { network: { ...network, model: 'e1000', queues: 2 } },
      says: ['TALOS216  small/Worker', "a network device of the model 'e1000' has no queues", 'queues: 2'],
    },
    {
      mistake: 'the search domain is none',
      worker: { network: { ...network, searchDomain: 'not a domain' } },
      says: ['TALOS011  small/Worker', "given:   'not a domain'"],
    },
    {
      mistake: 'a MAC address is for many',
      worker: { machines: ProxmoxMachines.named({ a: { address: '10.10.0.21', macAddress: '01:24:11:00:00:0A' } }) },
      says: ['TALOS218  small/Worker', "'worker-a' cannot have this MAC address", 'six pairs'],
    },
    {
      mistake: 'two machines have one MAC address',
      worker: {
        machines: ProxmoxMachines.named({
          a: { address: '10.10.0.21', macAddress: 'BC:24:11:00:00:0A' },
          b: { address: '10.10.0.22', macAddress: 'bc:24:11:00:00:0a' },
        }),
      },
      says: ['TALOS219  small/Worker', 'two network devices have the MAC address BC:24:11:00:00:0A', "'worker-b'"],
    },
    {
      mistake: "a machine's own memory is too small",
      worker: { machines: ProxmoxMachines.named({ a: { address: '10.10.0.21', memoryMiB: 512 } }) },
      says: ['TALOS208  small/Worker', "memoryMiB of 'a': 512"],
    },
    {
      mistake: 'there are IPv6 addresses without a network',
      worker: { machines: ProxmoxMachines.named({ a: { address: '10.10.0.21', ipv6Address: 'fd00::1' } }) },
      says: ['TALOS224  small/Worker', 'machines have IPv6 addresses, and their network has no IPv6', 'fd00::1'],
    },
    {
      mistake: 'there is an IPv6 network without addresses',
      worker: { network: { ...network, ipv6: { cidr: 'fd00::/64' } } },
      says: ['TALOS224  small/Worker', 'machines have no address on the network fd00::/64', "'worker-0', 'worker-1'"],
    },
    {
      mistake: 'an IPv6 address is outside its network',
      worker: {
        network: { ...network, ipv6: { cidr: 'fd00::/64' } },
        machines: ProxmoxMachines.named({ a: { address: '10.10.0.21', ipv6Address: 'fd01::1' } }),
      },
      says: ['TALOS200  small/Worker', "the address of 'worker-a'", 'fd01::1 in fd00::/64'],
    },
    {
      mistake: 'a machine has no address on a further network',
      worker: extra(ProxmoxAddressing.listed({ cidr: '10.40.0.0/24', addresses: { '0': '10.40.0.1' } })),
      says: ['TALOS224  small/Worker', 'machines have no address on the network 10.40.0.0/24', "given:   'worker-1'"],
    },
    {
      mistake: 'two machines have one address on a further network',
      worker: extra(
        ProxmoxAddressing.listed({ cidr: '10.40.0.0/24', addresses: { '0': '10.40.0.1', '1': '10.40.0.1' } }),
      ),
      says: ['TALOS224  small/Worker', "'worker-1' has the address of another machine", 'given:   10.40.0.1'],
    },
    {
      mistake: 'a range leaves its further network',
      worker: extra(ProxmoxAddressing.range({ cidr: '10.40.0.0/30', firstAddress: '10.40.0.2' })),
      says: ['TALOS200  small/Worker', "the address of 'worker-1'", '10.40.0.3 in 10.40.0.0/30'],
    },
    {
      mistake: 'the Proxmox release is too old to import',
      worker: { proxmoxVersion: ProxmoxVersion.of('8.3') },
      says: ['TALOS221  small/Worker', 'Proxmox VE 8.3 cannot import a disk image', '8.4 or newer'],
    },
    {
      mistake: 'a checksum is none',
      worker: { imageSha256: 'abc' },
      says: ['TALOS229  small/Worker', "imageSha256: 'abc'", '64 hexadecimal digits'],
    },
  ])('fails when $mistake', ({ worker, says }) => {
    const report = reportFor(worker);
    for (const part of says) expect(report).toContain(part);
  });

  test('fails when images are not reproducible, and a checksum is given', () => {
    const report = reportOf((app) =>
      buildSmallCluster(app, {
        image: { talosVersion: 'v1.12.11' },
        cluster: { versionContract: VersionContract.V1_12 },
        worker: { imageSha256: '0'.repeat(64) },
      }),
    );
    expect(report).toContain('disk images of Talos 1.12 differ from one download to the next');
  });

  test('fails when a version is none', () => {
    expect(failureOf(() => ProxmoxVersion.of('nine'))).toContain(
      told('TALOS220', 'this is not a version of Proxmox VE', "'nine'", "a release such as '9.1' or '8.4.14'"),
    );
    expect(ProxmoxVersion.of('8.4.14').importsDiskImages).toBe(true);
    expect(ProxmoxVersion.of('8.4-1').hasHighAvailabilityRules).toBe(false);
  });
});
