import { App, Lazy } from 'cdktf';
import { TalosCluster } from '../../../lib';
import { ProxmoxDatastore, ProxmoxMachines, ProxmoxVmPoolProps } from '../../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { buildOtherCluster } from './support/other-cluster';

const network = { cidr: '10.10.0.0/24', gateway: '10.10.0.1' };
const AGENT = { systemExtensions: ['siderolabs/qemu-guest-agent'] } as const;

function reportFor(worker: Partial<ProxmoxVmPoolProps>): string {
  return reportOf((app) => buildSmallCluster(app, { worker }));
}

describe('a Proxmox node', () => {
  test.each(['pve1.example.org', '10.0.0.1', 'pve_1', '-pve', ''])('fails to be called %p', (name) => {
    const report = reportFor({ proxmoxNodes: [name] });
    expect(report).toContain(`TALOS222  small/Worker\n  a Proxmox node cannot be called so\n    given:   '${name}'`);
  });

  test('fails to be called so by a machine that is pinned to it, too', () => {
    const machines = ProxmoxMachines.named({ a: { address: '10.10.0.21', proxmoxNode: 'pve 9' } });
    expect(reportFor({ machines })).toContain("a Proxmox node cannot be called so\n    given:   'pve 9'");
  });

  test('fails where a machine is pinned to one that the pool does not have, and says which was meant', () => {
    const pinned = (proxmoxNode: string): Partial<ProxmoxVmPoolProps> => ({
      machines: ProxmoxMachines.named({ a: { address: '10.10.0.21', proxmoxNode } }),
    });
    expect(reportFor(pinned('pev1'))).toContain(`TALOS204  small/Worker
  'a' is pinned to a Proxmox node that the pool does not have; did you mean 'pve1'?
    given:   proxmoxNode: 'pev1'
    allowed: 'pve1', 'pve2'
    do:      Write one of them, or name the node in 'proxmoxNodes' as well.`);
    expect(() =>
      synthesized((app) =>
        buildSmallCluster(app, { worker: { ...pinned('gpu1'), proxmoxNodes: ['pve1', 'pve2', 'gpu1'] } }),
      ),
    ).not.toThrow();
  });

  test('may be a reference, and machines be pinned to another one then', () => {
    const proxmoxNodes = [Lazy.stringValue({ produce: () => '${var.node}' })];
    const machines = ProxmoxMachines.named({ a: { address: '10.10.0.21', proxmoxNode: 'pve1' } });
    expect(() => synthesized((app) => buildSmallCluster(app, { worker: { proxmoxNodes, machines } }))).not.toThrow();
  });

  test.each(['pve1', 'PVE-2', '7', 'node-with-63-letters'])('may be called %p', (name) => {
    expect(() => synthesized((app) => buildSmallCluster(app, { worker: { proxmoxNodes: [name] } }))).not.toThrow();
  });
});

describe('a CPU type', () => {
  test.each([
    ['Host', 'host'],
    ['x86_64-v3', 'x86-64-v3'],
    ['x86-64-v2-aes', 'x86-64-v2-AES'],
    ['epyc', 'EPYC'],
    ['skylake_server', 'Skylake-Server'],
  ])('fails when it is written %p, and says what was meant', (cpuType, meant) => {
    expect(reportFor({ cpuType })).toContain(
      `TALOS214  small/Worker\n  there is no such CPU type; did you mean '${meant}'?\n    given:   cpuType: '${cpuType}'`,
    );
  });

  test.each(['kvm64', 'KVM64', 'Qemu64', 'PENTIUM3', 'conroe'])('fails when it is as old as %p', (cpuType) => {
    expect(reportFor({ cpuType })).toContain(
      `TALOS214  small/Worker\n  Talos does not run on this CPU type\n    given:   cpuType: '${cpuType}'`,
    );
  });

  test.each(['x86-64-v1', 'x86-64-v9', 'x86-64-v3-AES'])('fails when there is no such level as %p', (cpuType) => {
    expect(reportFor({ cpuType })).toContain(
      `TALOS214  small/Worker\n  there is no such CPU type\n    given:   cpuType: '${cpuType}'`,
    );
  });

  test.each(['host', 'max', 'x86-64-v2', 'x86-64-v4', 'EPYC-v5', 'custom-gpu', 'DiamondRapids', 'Skylake-Client-v4'])(
    'may be %p, whether it is known here or not',
    (cpuType) => {
      expect(() => synthesized((app) => buildSmallCluster(app, { worker: { cpuType } }))).not.toThrow();
    },
  );
});

describe('a bridge', () => {
  const told = (bridge: string): string =>
    warningsOf((app) => buildSmallCluster(app, { worker: { network: { ...network, bridge } } })).join('\n');

  test.each(['eth0', 'eno1', 'eno1np0', 'enp3s0f0', 'enP2p1s0', 'bond0', 'nic1'])(
    'is warned of when it is called %p like a card',
    (bridge) => {
      expect(told(bridge)).toContain(
        `TALOS235 this is how Proxmox calls a network card or a bond\n  given:   bridge: '${bridge}'`,
      );
    },
  );

  test.each(['vmbr0', 'vnet1', 'lan', 'ethernet', 'storage'])('is not warned of when it is called %p', (bridge) => {
    expect(told(bridge)).not.toContain('TALOS235');
  });
});

describe('a bridge with a VLAN behind it', () => {
  test.each([
    ['vmbr0.20', "Write bridge: 'vmbr0', vlanId: 20."],
    ['eno1.20', "Name the bridge that 'eno1' is a port of, such as bridge: 'vmbr0', with vlanId: 20."],
    ['vmbr0.4095', 'Use the name of a Linux or OVS bridge, or of an SDN vnet, as the Proxmox interface shows it.'],
  ])('fails when it is %p, and keeps the VLAN in the advice', (bridge, does) => {
    const report = reportFor({ network: { ...network, bridge } });
    expect(report).toContain(
      `TALOS217  small/Worker\n  this is not the name of a bridge\n    given:   bridge: '${bridge}'`,
    );
    expect(report).toContain(`do:      ${does}`);
  });
});

describe('what is allowed in a name', () => {
  test.each<{ worker: Partial<ProxmoxVmPoolProps>; given: string; allowed: string }>([
    {
      worker: { diskDatastore: 'local-' },
      given: "'local-'",
      allowed: "two characters or more: a letter, then letters, digits, '.', '-' and '_', a letter or digit at the end",
    },
    { worker: { diskDatastore: 'a' }, given: "'a'", allowed: 'two characters or more: a letter, then letters' },
    {
      worker: { tags: ['-prod'] },
      given: "tags: '-prod'",
      allowed: "lower-case letters, digits, '_', '-', '+' and '.', of which the last three do not begin it",
    },
    {
      worker: { pciDevices: [{ mapping: 'g' }] },
      given: "mapping: 'g'",
      allowed: 'two characters or more: a letter, then letters, digits, dashes and underscores',
    },
  ])('says how it begins and ends: $given', ({ worker, given, allowed }) => {
    expect(reportFor(worker)).toContain(`given:   ${given}\n    allowed: ${allowed}`);
  });
});

describe('leased addresses', () => {
  test('fail on a network of IPv6 alone, where nothing tells which of many addresses stays', () => {
    const report = reportOf((app) =>
      buildSmallCluster(app, {
        image: AGENT,
        worker: { machines: ProxmoxMachines.leased(1), network: { cidr: 'fd00:10::/64' } },
      }),
    );
    expect(report).toContain('TALOS233  small/Worker\n  addresses are leased, and the network has no IPv4');
    expect(report).toContain('given:   ProxmoxMachines.leased on fd00:10::/64');
  });

  test('fail with IPv6 beside IPv4, which no lease gives to a certain machine', () => {
    const report = reportOf((app) =>
      buildSmallCluster(app, {
        image: AGENT,
        worker: {
          machines: ProxmoxMachines.leased(1),
          network: { ...network, ipv6: { cidr: 'fd00:10::/64' } },
        },
      }),
    );
    expect(report).toContain('machines have no address on the network fd00:10::/64');
  });
});

describe('a full name', () => {
  const built = (
    searchDomain: string | undefined,
    more: Partial<ProxmoxVmPoolProps> = {},
    cluster: Partial<ConstructorParameters<typeof TalosCluster>[2]> = {},
  ) => {
    return (app: App): void => {
      buildSmallCluster(app, { worker: { network: { ...network, searchDomain: 'home.arpa' } }, cluster });
      const domain = searchDomain === undefined ? {} : { searchDomain };
      buildOtherCluster(app, { name: 'worker', network: { cidr: '10.0.0.0/24', ...domain }, ...more });
    };
  };

  test('fails when two machines of the app have it', () => {
    const report = reportOf(built('home.arpa'));
    expect(report).toContain(
      "TALOS238  other/Pool\n  two machines have the full name 'worker-0.home.arpa'\n    given:   'small/Worker' and 'other/Pool'",
    );
    expect(report).toContain(
      "do:      Give the pools other names, or the clusters other domains, or name the Proxmox clusters by 'region' where they are two.",
    );
  });

  test('is made of the domain of the cluster, where that has one', () => {
    expect(reportOf(built('cluster.example.org', {}, { domain: 'cluster.example.org' }))).toContain(
      "two machines have the full name 'worker-0.cluster.example.org'",
    );
    expect(() => synthesized(built('home.arpa', {}, { domain: 'cluster.example.org' }))).not.toThrow();
  });

  test('is another one in another domain, without a domain, and on another Proxmox cluster', () => {
    expect(() => synthesized(built('office.arpa'))).not.toThrow();
    expect(() => synthesized(built(undefined))).not.toThrow();
    expect(() => synthesized(built('home.arpa', { region: 'elsewhere' }))).not.toThrow();
  });

  test('fails when two pools of a cluster give the same short name', () => {
    const report = reportOf((app) => {
      buildSmallCluster(app, { worker: { name: 'control-plane' } });
    });
    expect(report).toContain("'control-plane-0'");
    expect(report).toContain('TALOS051');
  });
});

describe('an image on a datastore that the Proxmox nodes share', () => {
  test('is downloaded once for all of them and for every pool, by whichever node', () => {
    const imageDatastore = ProxmoxDatastore.shared('cephfs');
    const stack = synthesized((app) =>
      buildSmallCluster(app, { controlPlane: { imageDatastore }, worker: { imageDatastore } }),
    )[SMALL];
    const files = Object.entries(stack?.resource?.proxmox_download_file ?? {});
    expect(files).toHaveLength(1);
    const [[name, file] = ['', {} as Record<string, unknown>]] = files;
    expect(file).toMatchObject({ datastore_id: 'cephfs', node_name: 'pve1' });
    expect(file.lifecycle).toMatchObject({ create_before_destroy: true, ignore_changes: ['node_name'] });
    const sources = Object.values(stack?.resource?.proxmox_virtual_environment_vm ?? {}).map(
      ({ disk }) => (disk as { import_from: string }[])[0]?.import_from,
    );
    expect(new Set(sources)).toEqual(new Set([`\${proxmox_download_file.${name}.id}`]));
  });

  test('fails when the datastore cannot be called so', () => {
    expect(reportFor({ imageDatastore: ProxmoxDatastore.shared('my disks') })).toContain(
      "TALOS209  small/Worker\n  'imageDatastore' is not the name of a datastore",
    );
  });
});
