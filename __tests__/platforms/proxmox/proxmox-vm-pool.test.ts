import { Lazy, TerraformStack } from 'cdktf';
import { ImageFactorySchematic } from '../../../lib';
import { IngressFirewall } from '../../../lib/config/ingress-firewall';
import { ProxmoxMachines, ProxmoxVmPool } from '../../../lib/proxmox';
import { OPERATORS, SMALL, SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';

function small(changes: SmallClusterChanges = {}): StackJson | undefined {
  return synthesized((app) => buildSmallCluster(app, changes))[SMALL];
}

function vm(stack: StackJson | undefined, name = 'Worker_worker-0'): Record<string, unknown> {
  return block(stack, 'resource', 'proxmox_virtual_environment_vm', name);
}

const AGENT = { systemExtensions: ['siderolabs/qemu-guest-agent'] } as const;

describe('a VM', () => {
  const stack = small();

  test('boots by UEFI on a modern machine with a CPU type that Talos runs on', () => {
    expect(vm(stack)).toMatchObject({
      machine: 'q35',
      bios: 'ovmf',
      efi_disk: { type: '4m', pre_enrolled_keys: false },
      cpu: { type: 'x86-64-v2-AES' },
      operating_system: { type: 'l26' },
      boot_order: ['scsi0'],
    });
  });

  test('keeps its memory: no ballooning', () => {
    expect(vm(stack).memory).toEqual({ dedicated: 4096, floating: 0 });
  });

  test('is stopped when it is destroyed, and not rebooted when it is changed', () => {
    expect(vm(stack)).toMatchObject({ stop_on_destroy: true, reboot_after_update: false });
  });

  test('gets its disk from the image that its Proxmox node downloaded, by import', () => {
    const [image] = Object.keys(stack?.resource?.proxmox_download_file ?? {});
    const disk = { interface: 'scsi0', import_from: `\${proxmox_download_file.${String(image)}.id}`, size: 20 };
    expect(vm(stack).disk).toEqual([expect.objectContaining(disk)]);
    expect(block(stack, 'resource', 'proxmox_download_file', 'Image')).toMatchObject({
      content_type: 'import',
      overwrite: false,
      file_name: expect.stringMatching(/^small-talos-v1\.13\.9-37656798-amd64-[0-9a-f]{6}\.qcow2$/) as string,
    });
  });

  test('names every key of its network device, as the provider wants it', () => {
    expect(vm(stack).network_device).toEqual([
      {
        bridge: 'vmbr0',
        disconnected: null,
        enabled: null,
        firewall: null,
        mac_address: expect.stringMatching(/^BC:24:11(:[0-9A-F]{2}){3}$/) as string,
        model: 'virtio',
        mtu: null,
        queues: null,
        rate_limit: null,
        trunks: null,
        vlan_id: null,
      },
    ]);
  });

  test('is attached to the bridge and VLAN of its network', () => {
    const network = { cidr: '10.10.0.0/24', gateway: '10.10.0.1', bridge: 'vmbr1', vlanId: 42 };
    expect(vm(small({ worker: { network } })).network_device).toEqual([
      expect.objectContaining({ bridge: 'vmbr1', vlan_id: 42 }),
    ]);
  });

  test('has its address on the cloud-init drive and in its own configuration', () => {
    expect(vm(stack).initialization).toMatchObject({
      interface: 'ide2',
      ip_config: [{ ipv4: { address: '10.10.0.21/24', gateway: '10.10.0.1' } }],
      dns: { servers: ['10.10.0.1'] },
    });
    const configuration = block(stack, 'data', 'talos_machine_configuration', 'Cluster_worker-0');
    expect((configuration.config_patches as string[]).join('---\n')).toContain('10.10.0.21/24');
  });

  test('has an IPv6 address where its network is one', () => {
    const worker = {
      network: { cidr: 'fd00:10::/64', gateway: 'fd00:10::1' },
      machines: ProxmoxMachines.numbered(1, { firstAddress: 'fd00:10::21' }),
    };
    const ingressFirewall = IngressFirewall.on({ operators: [OPERATORS, '2001:db8::/32'] });
    expect(vm(small({ worker, cluster: { ingressFirewall } })).initialization).toMatchObject({
      ip_config: [{ ipv6: { address: 'fd00:10::21/64', gateway: 'fd00:10::1' } }],
    });
  });

  test('ignores other images, other DNS servers and another place', () => {
    expect(vm(stack).lifecycle).toEqual({
      ignore_changes: ['disk[0].import_from', 'initialization[0].dns', 'vm_id', 'node_name'],
    });
  });

  test('moves when the user pins it to another Proxmox node', () => {
    const machines = ProxmoxMachines.named({ a: { address: '10.10.0.21', proxmoxNode: 'pve9' } });
    const proxmoxNodes = ['pve1', 'pve2', 'pve9'];
    const pinned = vm(small({ worker: { machines, proxmoxNodes } }), 'Worker_worker-a');
    expect(pinned.node_name).toBe('pve9');
    expect((pinned.lifecycle as Record<string, unknown>).ignore_changes).not.toContain('node_name');
  });

  test('does not wait for a guest agent that its image has not', () => {
    expect(vm(stack).agent).toEqual({ enabled: false });
  });

  test('has a guest agent with the extension, and waits for none of its addresses', () => {
    expect(vm(small({ image: AGENT })).agent).toMatchObject({ enabled: true, wait_for_ip: { disabled: true } });
  });

  test('has a TPM when the image is signed for secure boot, and the image says so', () => {
    const secure = small({ image: { secureBoot: {} } });
    expect(vm(secure).tpm_state).toMatchObject({ version: 'v2.0' });
    expect(block(secure, 'resource', 'proxmox_download_file', 'Image').url).toMatch(/nocloud-amd64-secureboot\.qcow2$/);
  });
});

describe('a pool', () => {
  test('is spread over its Proxmox nodes', () => {
    const stack = small();
    expect(vm(stack, 'Worker_worker-0').node_name).toBe('pve1');
    expect(vm(stack, 'Worker_worker-1').node_name).toBe('pve2');
  });

  test('downloads its image once for each Proxmox node and datastore, together with other pools', () => {
    expect(Object.keys(small()?.resource?.proxmox_download_file ?? {})).toHaveLength(2);
  });

  test('gives each download a file name of its own, on a datastore that the Proxmox nodes share too', () => {
    const files = Object.values(small()?.resource?.proxmox_download_file ?? {}).map((file) => file.file_name);
    expect(new Set(files).size).toBe(2);
  });

  test('gives every machine an id of its own, when it is asked to', () => {
    expect(vm(small(), 'Worker_worker-1').vm_id).toBe(122);
  });

  test('takes leased addresses from the guest agent, by the MAC address of the device', () => {
    const stack = small({ image: AGENT, worker: { machines: ProxmoxMachines.leased(1) } });
    const leased = vm(stack);
    const [device] = leased.network_device as { mac_address: string }[];
    const record = block(stack, 'resource', 'terraform_data', 'Cluster_worker-0_Server');
    const { privateAddress } = record.input as { privateAddress: string };
    expect(privateAddress).toContain(`upper(mac) == "${device?.mac_address ?? ''}"`);
    expect(leased.agent).toMatchObject({ enabled: true, timeout: '5m', wait_for_ip: { ipv4: true } });
    expect(leased.initialization).toMatchObject({ ip_config: [{ ipv4: { address: 'dhcp' } }] });
  });

  test('labels nodes with their Proxmox node, as the state knows it', () => {
    const stack = small();
    const record = block(stack, 'resource', 'terraform_data', 'Cluster_worker-1_Place');
    expect(record.input).toEqual({ zone: expect.stringMatching(/\.node_name\}$/) as string });
    const configuration = block(stack, 'data', 'talos_machine_configuration', 'Cluster_worker-1');
    expect((configuration.config_patches as string[])[0]).toMatch(/zone: .*terraform_data\..*\.output\.zone/);
  });
});

describe('a mistake is told with its code, its place, what was given and what is allowed', () => {
  test.each([
    {
      mistake: 'an address is outside its network',
      worker: { machines: ProxmoxMachines.numbered(1, { firstAddress: '10.99.0.21' }) },
      says: [
        'TALOS200  small/Worker',
        "the address of 'worker-0' is not a host address of its network",
        '10.99.0.21 in 10.10.0.0/24',
      ],
    },
    {
      mistake: 'the range runs past the end of its network',
      worker: { machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.254' }) },
      says: ['TALOS200  small/Worker', "the address of 'worker-1'", '10.10.0.255 in 10.10.0.0/24'],
    },
    {
      mistake: 'an address is the gateway',
      worker: { machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.1' }) },
      says: ['TALOS201  small/Worker', "the address of 'worker-0' is the gateway's"],
    },
    {
      mistake: 'the gateway is outside the network',
      worker: { network: { cidr: '10.10.0.0/24', gateway: '10.10.1.1' } },
      says: ['TALOS202  small/Worker', "gateway '10.10.1.1'", 'a host address in 10.10.0.0/24'],
    },
    {
      mistake: 'addresses are leased without a guest agent',
      worker: { machines: ProxmoxMachines.leased(1) },
      says: ['TALOS203  small/Worker', 'ProxmoxMachines.leased, extensions: none', 'siderolabs/qemu-guest-agent'],
    },
    {
      mistake: 'no Proxmox node is named',
      worker: { proxmoxNodes: [] },
      says: ['TALOS204  small/Worker', 'no Proxmox node is named', 'proxmoxNodes: []'],
    },
    {
      mistake: 'an environment variable with the name of a Proxmox node is not set',
      worker: { proxmoxNodes: ['pve1', undefined as never] },
      says: ['TALOS204  small/Worker', 'what is in the list is not the name', 'given:   proxmoxNodes with undefined'],
    },
    {
      mistake: 'an additional network says nothing of addresses',
      worker: { additionalNetworks: [{ bridge: 'vmbr1' } as never] },
      says: ["TALOS485  small/Worker\n  'additionalNetworks[0]' is of another kind", 'ProxmoxAddressing.dhcp()'],
    },
    {
      mistake: 'a Proxmox node is named twice',
      worker: { proxmoxNodes: ['pve1', 'pve1'] },
      says: ['TALOS204  small/Worker', 'a Proxmox node is named twice', "'pve1'"],
    },
    {
      mistake: 'a VM id is out of range',
      worker: { machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21', firstVmId: 99 }) },
      says: ['TALOS205  small/Worker', 'given:   99'],
    },
    {
      mistake: 'two VMs have one id',
      worker: { machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21', firstVmId: 110 }) },
      says: ['TALOS206  small/Worker', 'two VMs have the id 111', "'control-plane-0' and 'worker-1'"],
    },
    {
      mistake: 'a VLAN does not exist',
      worker: { network: { cidr: '10.10.0.0/24', vlanId: 5000 } },
      says: ['TALOS207  small/Worker', 'vlanId: 5000'],
    },
    {
      mistake: 'there is too little memory',
      worker: { memoryMiB: 1024 },
      says: [
        'TALOS208  small/Worker\n  Talos does not run with so little memory',
        'memoryMiB: 1024',
        '2048 or more',
        'do:      Give at least 2048 MiB.',
      ],
    },
    {
      mistake: 'memory is not counted in whole MiB',
      worker: { memoryMiB: 4096.5 },
      says: [
        'TALOS208  small/Worker\n  memory is counted in whole MiB',
        'given:   memoryMiB: 4096.5',
        'do:      Write a whole number.',
      ],
    },
    {
      mistake: 'a datastore cannot be one',
      worker: { diskDatastore: 'my disks' },
      says: ['TALOS209  small/Worker', "'diskDatastore' is not the name of a datastore", "'my disks'"],
    },
    {
      mistake: 'a count is none',
      worker: { machines: ProxmoxMachines.numbered(1.5, { firstAddress: '10.10.0.21' }), cores: 0 },
      says: ['TALOS066  small/Worker', "'machines' is out of range", 'given:   1.5', "'cores' is out of range"],
    },
    {
      mistake: 'a network is an address',
      worker: { network: { cidr: '10.10.0.5/24' } },
      says: ['TALOS004  small/Worker', "given:   '10.10.0.5/24'", "Write '10.10.0.0/24'."],
    },
    {
      mistake: 'an address is a reference',
      worker: { machines: ProxmoxMachines.numbered(1, { firstAddress: Lazy.stringValue({ produce: () => 'x' }) }) },
      says: [
        'TALOS005  small/Worker',
        'given:   a reference, whose value is known only when Terraform runs',
        'Give the value itself',
      ],
    },
    {
      mistake: 'a count is a reference',
      worker: {
        machines: ProxmoxMachines.numbered(Lazy.numberValue({ produce: () => 3 }), { firstAddress: '10.10.0.21' }),
      },
      says: ['TALOS066  small/Worker', 'given:   a reference, whose value is known only when Terraform runs'],
    },
    {
      mistake: 'an address is none',
      worker: { machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.300' }) },
      says: ['TALOS005  small/Worker', "given:   '10.10.0.300'"],
    },
  ])('fails when $mistake', ({ worker, says }) => {
    const report = reportOf((app) => buildSmallCluster(app, { worker }));
    for (const part of says) expect(report).toContain(part);
  });

  test('fails with every mistake of every stack at once', () => {
    const report = reportOf((app) => {
      buildSmallCluster(app, { worker: { cores: 0, memoryMiB: 1 } });
      const other = new TerraformStack(app, 'other');
      new ProxmoxVmPool(other, 'Lonely', {
        image: new ImageFactorySchematic(other, 'Image', { talosVersion: 'v2.0.0' }),
        machines: ProxmoxMachines.numbered(1, { firstAddress: '10.0.0.1' }),
        network: { cidr: '10.0.0.0/24', gateway: '10.0.0.1' },
        proxmoxNodes: ['pve1'],
        cores: 1,
        memoryMiB: 2048,
        diskGiB: 10,
      });
    });
    expect(report).toContain('5 mistakes in this app; nothing was written.');
    for (const code of [
      'TALOS066  small/Worker',
      'TALOS208  small/Worker',
      'TALOS002  other/Image',
      'TALOS061  other/Lonely',
      'TALOS201  other/Lonely',
    ]) {
      expect(report).toContain(code);
    }
  });
});
