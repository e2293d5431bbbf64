import { App, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  StaticMachine,
  StaticMachinePool,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../lib';
import { ProxmoxMachines, ProxmoxVmPoolProps } from '../../lib/proxmox';
import { SeededPool, buildMetalCluster } from '../support/metal-cluster';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, warningsOf } from '../support/synthesis';

type Machines = Readonly<Record<string, StaticMachine>>;

interface Metal {
  readonly machines: Machines;
  readonly workers?: Machines;
  readonly seeded?: boolean;
  readonly cluster?: Partial<TalosClusterProps>;
}

const metal =
  ({ machines, workers, seeded = false, cluster }: Metal) =>
  (app: App): TalosCluster =>
    buildMetalCluster(app, {
      Pool: seeded ? SeededPool : StaticMachinePool,
      controlPlane: { machines },
      workers,
      cluster,
    });

describe('two machines of different pools', () => {
  const pool = (firstAddress: string, firstIpv6Address: string): Partial<ProxmoxVmPoolProps> => ({
    network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1', ipv6: { cidr: 'fd00:10::/64' } },
    machines: ProxmoxMachines.numbered(1, { firstAddress, firstIpv6Address }),
  });
  const withWorkerAt =
    (ipv6: string) =>
    (app: App): TalosCluster =>
      buildSmallCluster(app, {
        controlPlane: pool('10.10.0.11', 'fd00:10::11'),
        worker: pool('10.10.0.21', ipv6),
      });

  test('fail with one IPv6 address beside their own of IPv4', () => {
    expect(reportOf(withWorkerAt('fd00:10:0::11'))).toContain(
      'TALOS052  small/Cluster\n  two machines of the cluster have the address fd00:10::11\n    given:   control-plane-0 at fd00:10::11, worker-0 at fd00:10::11',
    );
    expect(warningsOf(withWorkerAt('fd00:10::21'))).toEqual([]);
  });
});

describe('a way in that leads to several machines', () => {
  const three: Machines = {
    a: { address: '192.0.2.10', dialAddress: 'in.example.org' },
    b: { address: '192.0.2.11', dialAddress: 'in.example.org' },
    c: { address: '192.0.2.12', dialAddress: '203.0.113.12' },
  };

  test('is warned of, since a machine in maintenance mode takes the configuration of another', () => {
    expect(warningsOf(metal({ machines: three }))).toEqual([
      expect.stringContaining(
        [
          'metal/Cluster: TALOS082 several machines are reached by in.example.org, and one in maintenance mode takes the configuration of another',
          '  given:   a by in.example.org, b by in.example.org',
          "  allowed: a 'dialAddress' of its own for each machine",
        ].join('\n'),
      ),
    ]);
  });

  test('is warned of where it is the address of another machine', () => {
    const workers = { w: { address: '192.0.2.20', dialAddress: '192.0.2.10' } };
    expect(warningsOf(metal({ machines: { a: { address: '192.0.2.10' } }, workers }))).toEqual([
      expect.stringContaining('TALOS082 several machines are reached by 192.0.2.10'),
    ]);
  });

  test('is right where machines have their configuration before they are reached', () => {
    expect(warningsOf(metal({ machines: three, seeded: true }))).toEqual([]);
  });
});

describe('the endpoint of a control plane of several machines', () => {
  const three: Machines = {
    a: { address: '192.0.2.10', dialAddress: '203.0.113.10' },
    b: { address: '2001:db8::b' },
    c: { address: '192.0.2.12', dialAddress: 'c.example.org' },
  };

  test.each([
    ['192.0.2.10', 'a'],
    ['2001:db8:0:0::b', 'b'],
  ])('fails as %s, which one machine has', (host, name) => {
    const cluster = { endpoint: ControlPlaneEndpoint.external(host) };
    expect(reportOf(metal({ machines: three, cluster }))).toContain(
      `TALOS069  metal/Cluster\n  the endpoint is the address of one control plane machine, '${name}', of 3`,
    );
  });

  test('may be what one machine is dialled by: a forwarder in front of all of them has such an address', () => {
    const cluster = { endpoint: ControlPlaneEndpoint.external('203.0.113.10') };
    expect(warningsOf(metal({ machines: three, cluster }))).toEqual([]);
  });

  test('may be the way in to all of them, as that of a load balancer', () => {
    const machines = Object.fromEntries(
      Object.entries(three).map(([name, { address }]) => [name, { address, dialAddress: 'k8s.example.org' }]),
    );
    expect(warningsOf(metal({ machines, seeded: true }))).toEqual([]);
  });
});

describe('a virtual IP', () => {
  test.each(['', 'en p1s0!'])('fails when the link of a virtual IP is %j', (link) => {
    const endpoint = ControlPlaneEndpoint.virtualIp('10.10.0.10', { link });
    expect(reportOf((app) => buildSmallCluster(app, { cluster: { endpoint } }))).toContain(
      `TALOS074  small/Cluster\n  this cannot be the name of the link that carries the virtual IP\n    given:   link: '${link}'`,
    );
  });

  test('leaves a network that is none to the pool, which tells it with its place', () => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'metal');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      new TalosCluster(stack, 'Cluster', {
        clusterName: 'Metal',
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.virtualIp('192.0.2.9', { link: 'enp1s0' }),
        controlPlane: new StaticMachinePool(stack, 'Metal', {
          image,
          machines: { 'metal-0': { address: '192.0.2.10' } },
          nodeSubnets: ['192.0.2.0'],
        }),
      });
    });
    expect(report).toContain(
      "TALOS004  metal/Metal\n  this is not a network in CIDR notation\n    given:   '192.0.2.0'",
    );
    expect(report).toContain('TALOS063  metal/Cluster');
  });
});
