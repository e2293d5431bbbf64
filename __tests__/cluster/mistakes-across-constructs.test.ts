import { App, LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ControlPlaneEndpoint,
  IMachinePool,
  ImageFactorySchematic,
  IngressFirewall,
  Machine,
  StaticMachine,
  StaticMachinePool,
  StaticMachinePoolProps,
  TalosCluster,
  TalosClusterProps,
  TalosPlatform,
  VersionContract,
} from '../../lib';
import { ProxmoxMachines, ProxmoxVmPool, ProxmoxVmPoolProps } from '../../lib/proxmox';
import { failureOf, told } from '../support/failure';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

interface Given {
  readonly name?: string;
  readonly address?: string;
  readonly pool?: Partial<StaticMachinePoolProps>;
  readonly cluster?: Partial<TalosClusterProps>;
}

function newStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, {});
  return stack;
}

function imageIn(stack: TerraformStack): ImageFactorySchematic {
  return new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
}

/** A cluster of one machine, on metal. */
function addCluster(stack: TerraformStack, id: string, given: Given = {}): TalosCluster {
  const { name = id.toLowerCase(), address = '192.0.2.10', pool = {} } = given;
  const image = pool.image ?? new ImageFactorySchematic(stack, `${id}Image`, { talosVersion: 'v1.13.9' });
  return new TalosCluster(stack, id, {
    clusterName: name,
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external(`${name}.example.org`),
    ingressFirewall: IngressFirewall.off(),
    ...given.cluster,
    controlPlane:
      given.cluster?.controlPlane ??
      new StaticMachinePool(stack, `${id}Machines`, { machines: { 'metal-0': { address } }, ...pool, image }),
  });
}

function reportOfMachines(machines: Readonly<Record<string, StaticMachine>>): string {
  return reportOf((app) => addCluster(newStack(app, 'metal'), 'Cluster', { pool: { machines } }));
}

describe('two clusters of an app', () => {
  test('with names and addresses of their own are right, in one stack and in two', () => {
    const warnings = warningsOf((app) => {
      const stack = newStack(app, 'one');
      addCluster(stack, 'A', { address: '192.0.2.10' });
      addCluster(stack, 'B', { address: '192.0.2.11' });
      addCluster(newStack(app, 'two'), 'C', { address: '192.0.2.12' });
    });
    expect(warnings).toEqual([]);
  });

  test('fail when they have one name in one stack', () => {
    const report = reportOf((app) => {
      const stack = newStack(app, 'one');
      addCluster(stack, 'A', { name: 'home', address: '192.0.2.10' });
      addCluster(stack, 'B', {
        name: 'home',
        address: '192.0.2.11',
        cluster: { endpoint: ControlPlaneEndpoint.external('b.example.org') },
        pool: { machines: { 'metal-1': { address: '192.0.2.11' } } },
      });
    });
    expect(report).toContain(
      "TALOS077  one/B\n  the cluster 'one/A' has the same name\n    given:   clusterName 'home'",
    );
  });

  test('are warned of when they have one name in two stacks', () => {
    const warnings = warningsOf((app) => {
      addCluster(newStack(app, 'one'), 'A', { name: 'home', address: '192.0.2.10' });
      addCluster(newStack(app, 'two'), 'B', {
        name: 'home',
        address: '192.0.2.11',
        cluster: { endpoint: ControlPlaneEndpoint.external('b.example.org') },
      });
    });
    expect(warnings).toEqual([expect.stringMatching(/^two\/B: TALOS078 the cluster 'one\/A' has the same name\n/)]);
  });

  test('are warned of when they share addresses, however these are written, or an endpoint', () => {
    const warnings = warningsOf((app) => {
      const endpoint = ControlPlaneEndpoint.external('k8s.example.org');
      addCluster(newStack(app, 'one'), 'A', { address: '2001:db8::1', cluster: { endpoint } });
      addCluster(newStack(app, 'two'), 'B', { address: '2001:db8:0::1', cluster: { endpoint } });
    });
    const shared = "k8s.example.org (the endpoint, there the endpoint), 2001:db8::1 ('metal-0', there 'metal-0')";
    expect(warnings).toEqual([
      expect.stringContaining(
        `two/B: TALOS079 the cluster 'one/A' has addresses of this one\n  given:   ${shared}\n  allowed: `,
      ),
    ]);
  });
});

describe('a pool in another stack than its cluster', () => {
  test('fails with that alone, also where machines and cluster refer to each other', () => {
    const report = reportOf((app) => {
      const here = newStack(app, 'here');
      const there = newStack(app, 'there');
      const pool = new ProxmoxVmPool(there, 'Pool', {
        image: imageIn(there),
        machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11' }),
        network: { cidr: '10.10.0.0/24' },
        proxmoxNodes: ['pve1'],
        cores: 2,
        memoryMiB: 4096,
        diskGiB: 20,
      });
      addCluster(here, 'Cluster', { cluster: { controlPlane: pool } });
    });
    expect(report).toContain('1 mistake');
    expect(report).toContain(
      "TALOS059  here/Cluster\n  pool and cluster must live in one stack\n    given:   pool 'there/Pool'",
    );
  });
});

describe('a pool that no cluster was given', () => {
  const build =
    (machines: Readonly<Record<string, StaticMachine>>) =>
    (app: App): void => {
      addCluster(newStack(app, 'one'), 'A');
      const two = newStack(app, 'two');
      addCluster(two, 'B', { address: '192.0.2.11' });
      new StaticMachinePool(two, 'Storage', { image: imageIn(two), machines });
    };

  test('fails once, in whichever stack it is, though its machines wait in maintenance mode', () => {
    const report = reportOf(build({ s: { address: '192.0.2.30' } }));
    expect(report).toContain('1 mistake');
    expect(report).toContain(
      [
        'TALOS061  two/Storage',
        '  no cluster gives the machines of this pool their configuration',
        "    given:   pool 'two/Storage', in no cluster",
        '    allowed: a pool that one cluster was given',
        "    do:      Pass the pool to a TalosCluster as 'controlPlane' or in 'workerPools'.",
      ].join('\n'),
    );
  });

  test('is right as long as it has no machines', () => {
    expect(warningsOf(build({}))).toEqual([]);
  });

  /** A platform of somebody else's that is made of other pools. */
  class MadeOfPools extends Construct implements IMachinePool {
    readonly platform: IMachinePool['platform'];
    readonly options: IMachinePool['options'];
    readonly defaultInstallDisk: IMachinePool['defaultInstallDisk'];

    constructor(
      scope: Construct,
      id: string,
      readonly machines: readonly Machine[],
      like: IMachinePool,
    ) {
      super(scope, id);
      this.platform = like.platform;
      this.options = like.options;
      this.defaultInstallDisk = like.defaultInstallDisk;
    }
  }

  test('is right where another pool has its machines', () => {
    const joined = (app: App): void => {
      const stack = newStack(app, 'one');
      const image = imageIn(stack);
      const [first, second] = ['192.0.2.21', '192.0.2.22'].map(
        (address, index) =>
          new StaticMachinePool(stack, `Part${String(index)}`, {
            image,
            machines: { [`w${String(index)}`]: { address } },
          }),
      ) as [StaticMachinePool, StaticMachinePool];
      const workers = new MadeOfPools(stack, 'Workers', [...first.machines, ...second.machines], first);
      addCluster(stack, 'A', { cluster: { workerPools: [workers] } });
    };
    expect(warningsOf(joined)).toEqual([]);
  });
});

describe('an image', () => {
  test('of the stack of its pool is right, for several pools', () => {
    const stacks = synthesized((app) => {
      const stack = newStack(app, 'one');
      const image = imageIn(stack);
      addCluster(stack, 'A', { address: '192.0.2.10', pool: { image } });
      addCluster(stack, 'B', { address: '192.0.2.11', pool: { image } });
    });
    expect(Object.keys(stacks.one?.resource?.talos_image_factory_schematic ?? {})).toHaveLength(1);
  });

  test('fails in another stack than its pool', () => {
    const report = reportOf((app) => {
      const image = imageIn(newStack(app, 'images'));
      addCluster(newStack(app, 'one'), 'A', { pool: { image } });
    });
    expect(report).toContain(
      [
        'TALOS076  one/AMachines',
        '  image and pool must live in one stack',
        "    given:   image 'images/Image', pool 'one/AMachines'",
        "    allowed: an image in the stack 'one'",
      ].join('\n'),
    );
  });

  test('fails with secure boot on a platform that has no such image', () => {
    const report = reportOf((app) => {
      const stack = newStack(app, 'one');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9', secureBoot: {} });
      addCluster(stack, 'A', { pool: { image, platform: TalosPlatform.AWS } });
    });
    expect(report).toContain("TALOS036  one/AMachines\n  platform 'aws' has no secure boot image");
  });
});

describe('a machine', () => {
  test('may be reached by a name, by another address, and stand in a zone', () => {
    const build = (app: App): unknown =>
      addCluster(newStack(app, 'metal'), 'Cluster', {
        pool: {
          machines: {
            a: { address: '192.0.2.10', dialAddress: 'a.example.org', topology: { region: 'home', zone: 'Rack_7' } },
            b: { address: '192.0.2.11', dialAddress: '203.0.113.7' },
            c: { address: '192.0.2.12' },
          },
        },
      });
    expect(warningsOf(build)).toEqual([]);
  });

  test.each([
    ...['127.0.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '169.254.7.1'],
    ...['::1', '::', 'ff02::1', 'fe80::1'],
  ])('fails with the address %s', (address) => {
    expect(reportOfMachines({ a: { address } })).toContain(
      `TALOS075  metal/ClusterMachines\n  nobody reaches the machine 'a' by this address\n    given:   '${address}'`,
    );
  });

  test.each(['localhost', 'a.localhost', '127.0.0.1'])('fails with the way in %j, which leads back', (dialAddress) => {
    expect(reportOfMachines({ a: { address: '192.0.2.10', dialAddress } })).toContain(
      `TALOS075  metal/ClusterMachines\n  nobody reaches the machine 'a' by this address\n    given:   '${dialAddress}'`,
    );
  });

  test.each(['', 'a b', 'https://a.example.org', 'a.example.org:50000', '10.10.0.256', '10.10.0'])(
    'fails with the way in %j',
    (dialAddress) => {
      const report = reportOfMachines({ a: { address: '192.0.2.10', dialAddress } });
      expect(report).toContain(
        "TALOS080  metal/ClusterMachines\n  the way to the machine 'a' is neither a host name nor an address",
      );
      expect(report).toContain(`given:   dialAddress '${dialAddress}'`);
    },
  );

  test('fails with a way in of capitals, and says how it is written', () => {
    const report = reportOfMachines({ a: { address: '192.0.2.10', dialAddress: 'Node-1.example.org' } });
    expect(report).toContain("the way to the machine 'a' is a host name with capitals");
    expect(report).toContain("do:      Write it in lower case: 'node-1.example.org'.");
  });

  test.each([
    ['region', 'home office'],
    ['zone', 'rack/7'],
    ['instanceType', 'x'.repeat(64)],
  ])('fails with the %s %j, which cannot be a label', (what, value) => {
    const report = reportOfMachines({ a: { address: '192.0.2.10', topology: { [what]: value } } });
    const word = what === 'instanceType' ? 'instance type' : what;
    expect(report).toContain(
      `TALOS081  metal/ClusterMachines\n  the ${word} of the machine 'a' cannot be the value of a label\n    given:   '${value}'`,
    );
  });

  test.each(['', 'Secrets', 'Bootstrap'])('fails with the name %j, and not with an error of the framework', (name) => {
    expect(reportOfMachines({ [name]: { address: '192.0.2.10' } })).toContain(
      `TALOS010  metal/ClusterMachines\n  a machine of this pool has a name that cannot be a host name\n    given:   '${name}'`,
    );
  });

  test('fails with a host name that is longer than a host name may be', () => {
    const label = 'x'.repeat(60);
    const report = reportOf((app) =>
      addCluster(newStack(app, 'metal'), 'Cluster', {
        pool: { machines: { [label]: { address: '192.0.2.10' } } },
        cluster: { domain: `${label}.${label}.${label}.example.org` },
      }),
    );
    expect(report).toMatch(
      /TALOS064 {2}metal\/Cluster\n {2}a host name of this cluster is too long\n.*, 255 characters/,
    );
  });
});

describe('a pool', () => {
  function reportOfPool(props: Partial<ProxmoxVmPoolProps>): string {
    return reportOf((app) => buildSmallCluster(app, { worker: props }));
  }

  test.each([1e7, 5001])('of %d machines fails, and is not even begun', (count) => {
    const report = reportOfPool({ machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.21' }) });
    expect(report).toContain(
      `TALOS066  small/Worker\n  'machines' is out of range\n    given:   ${String(count)}\n    allowed: a whole number from 0 to 5000`,
    );
  });

  test.each([
    ['cores', 1025, 1, 1024],
    ['memoryMiB', 1e12, 2048, 268_435_456],
    ['diskGiB', 1e12, 10, 131_072],
  ])('with %s of %d fails', (prop, value, least, most) => {
    expect(reportOfPool({ [prop]: value })).toContain(
      `TALOS066  small/Worker\n  '${prop}' is out of range\n    given:   ${String(value)}\n    allowed: a whole number from ${String(least)} to ${String(most)}`,
    );
  });
});

describe('an endpoint', () => {
  test.each(['k8s.example.org', '10.0.0.1', '2001:db8::1', 'localhost.example.org'])('may be %s', (host) => {
    expect(ControlPlaneEndpoint.external(host).host).toBe(host);
  });

  test.each([
    ...['localhost', 'k8s.localhost', '127.0.0.1', '0.0.0.0', '::1', '224.0.0.1'],
    ...['fe80::1', '169.254.0.10'],
  ])('fails at %s', (host) => {
    expect(failureOf(() => ControlPlaneEndpoint.external(host))).toContain(
      told(
        'TALOS075',
        'each machine would look for the Kubernetes API at itself, or nowhere',
        `'${host}'`,
        'a host that leads to the control plane machines from every machine and client',
      ),
    );
  });

  test.each(['127.0.0.1', '169.254.0.10', 'fe80::1'])('fails as the virtual IP %s', (address) => {
    expect(failureOf(() => ControlPlaneEndpoint.virtualIp(address))).toContain(
      `TALOS075 each machine would look for the Kubernetes API at itself, or nowhere\n  given:   '${address}'`,
    );
  });

  test.each(['10.10.0.256', '10.10.0'])('fails as %s, an address with a slip', (host) => {
    expect(failureOf(() => ControlPlaneEndpoint.external(host))).toContain(
      told(
        'TALOS070',
        'this is neither a host name nor an address',
        `'${host}'`,
        "a host in lower case, without scheme and port, such as 'k8s.example.org'\n  do:      Correct the address: it has four numbers from 0 to 255",
      ),
    );
  });

  test('fails with capitals, and says how it is written', () => {
    const said = failureOf(() => ControlPlaneEndpoint.external('K8s.example.org'));
    expect(said).toContain("TALOS070 this is a host name with capitals\n  given:   'K8s.example.org'");
    expect(said).toContain("do:      Write it in lower case: 'k8s.example.org'.");
  });
});
