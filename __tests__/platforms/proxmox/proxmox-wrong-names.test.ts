import { App, TerraformStack } from 'cdktf';
import { ImageFactorySchematic, TalosCluster } from '../../../lib';
import { ProxmoxDatastore, ProxmoxMachines, ProxmoxVmPool, ProxmoxVmPoolProps } from '../../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../../support/synthesis';

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

  test.each(['host', 'max', 'EPYC-v5', 'custom-gpu', 'DiamondRapids', 'Skylake-Client-v4'])(
    'may be %p, whether it is known here or not',
    (cpuType) => {
      expect(() => synthesized((app) => buildSmallCluster(app, { worker: { cpuType } }))).not.toThrow();
    },
  );
});

describe('a bridge', () => {
  const told = (bridge: string): string =>
    warningsOf((app) => buildSmallCluster(app, { worker: { network: { ...network, bridge } } })).join('\n');

  test.each(['eth0', 'eno1', 'enp3s0f0', 'bond0', 'nic1'])(
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
  const other = (app: App, domain: Partial<ProxmoxVmPoolProps['network']>, more: Partial<ProxmoxVmPoolProps>): void => {
    const stack = new TerraformStack(app, 'other');
    new ProxmoxVmPool(stack, 'Pool', {
      image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }),
      name: 'worker',
      machines: ProxmoxMachines.numbered(1, { firstAddress: '10.0.0.2' }),
      network: { cidr: '10.0.0.0/24', ...domain },
      proxmoxNodes: ['pve1'],
      cores: 2,
      memoryMiB: 2048,
      diskGiB: 10,
      ...more,
    });
  };
  const built = (
    searchDomain: string | undefined,
    more: Partial<ProxmoxVmPoolProps> = {},
    cluster: Partial<ConstructorParameters<typeof TalosCluster>[2]> = {},
  ) => {
    return (app: App): void => {
      buildSmallCluster(app, { worker: { network: { ...network, searchDomain: 'home.arpa' } }, cluster });
      other(app, searchDomain === undefined ? {} : { searchDomain }, more);
    };
  };

  test('fails when two machines of the app have it', () => {
    const report = reportOf(built('home.arpa'));
    expect(report).toContain(
      "TALOS238  other/Pool\n  two machines have the full name 'worker-0.home.arpa'\n    given:   'small/Worker' and 'other/Pool'",
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
