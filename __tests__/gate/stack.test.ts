import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  StaticMachinePool,
  TalosCluster,
  UpgradeStrategy,
  VersionContract,
} from '../../lib';
import { RollingUpgradeOptions, UpgradeGate } from '../../lib/cluster/upgrade-strategy';
import { failureOf, told } from '../support/failure';
import { StackJson, synthesized } from '../support/synthesis';

interface Resource {
  readonly depends_on?: readonly string[];
  readonly triggers_replace?: readonly string[];
  readonly lifecycle?: Readonly<Record<string, unknown>>;
  readonly provisioner?: readonly {
    readonly 'local-exec': {
      readonly command: string;
      readonly interpreter: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
    };
  }[];
}

const NAME = 'gated';

function build(app: App, controlPlanes: number, pools: readonly number[], options: RollingUpgradeOptions): void {
  const stack = new TerraformStack(app, NAME);
  const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
  const pool = (id: string, third: number, count: number): StaticMachinePool => {
    const machine = (index: number): [string, { address: string }] => [
      `${id}-${String(index)}`,
      { address: `10.20.${String(third)}.${String(index + 1)}` },
    ];
    return new StaticMachinePool(stack, id, {
      image,
      machines: Object.fromEntries(Array.from({ length: count }, (_, index) => machine(index))),
    });
  };
  new TalosCluster(stack, 'Cluster', {
    clusterName: NAME,
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    upgradeStrategy: UpgradeStrategy.rolling(options),
    controlPlane: pool('cp', 0, controlPlanes),
    workerPools: pools.map((count, index) => pool(`worker-${String(index)}`, index + 1, count)),
  });
}

/** The stack's resources by their addresses. */
function resources(
  controlPlanes: number,
  pools: readonly number[],
  options: RollingUpgradeOptions = {},
): ReadonlyMap<string, Resource> {
  const json = synthesized((app) => {
    build(app, controlPlanes, pools, options);
  })[NAME];
  return new Map(
    Object.entries((json as Required<StackJson>).resource).flatMap(([type, all]) =>
      Object.entries(all).map(([name, resource]) => [`${type}.${name}`, resource as Resource]),
    ),
  );
}

/** The longest chain of changes that reach a node; gates and records count nothing. */
function longestChain(all: ReadonlyMap<string, Resource>): number {
  const known = new Map<string, number>();
  const length = (address: string): number => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const own = /^talos_(machine|cluster)\./.test(address) ? 1 : 0;
    const longest = own + Math.max(0, ...(all.get(address)?.depends_on ?? []).map(length));
    known.set(address, longest);
    return longest;
  };
  return Math.max(...[...all.keys()].map(length));
}

function named(all: ReadonlyMap<string, Resource>, name: string): Resource {
  const found = [...all].find(([address]) => address.replace(/_[0-9A-F]{8}$/, '') === name)?.[1];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function gatesAhead(all: ReadonlyMap<string, Resource>, name: string): string[] {
  return (named(all, name).depends_on ?? [])
    .map((address) => /^terraform_data\.Cluster_(.*)_Gate_/.exec(address)?.[1])
    .filter((machine) => machine !== undefined);
}

describe('the order of changes', () => {
  test.each<[number, number, RollingUpgradeOptions['maxUnavailable'], number]>([
    [3, 100, 10, 3 + 1 + 10],
    [3, 100, '10%', 3 + 1 + 10],
    [3, 100, 1, 3 + 1 + 100],
    [1, 4, '100%', 1 + 1 + 1],
  ])('of %d control planes and %d workers with maxUnavailable %j has a longest chain of %d', (...row) => {
    const [controlPlanes, workers, maxUnavailable, longest] = row;
    expect(longestChain(resources(controlPlanes, [workers], { maxUnavailable }))).toBe(longest);
  });

  test('waits at the gate of the control plane machine before, at every one before Kubernetes, and at that of the lane', () => {
    const all = resources(3, [5], { maxUnavailable: 2 });
    expect(gatesAhead(all, 'talos_machine.Cluster_cp-0')).toEqual([]);
    expect(gatesAhead(all, 'talos_machine.Cluster_cp-1')).toEqual(['cp-0']);
    expect(gatesAhead(all, 'talos_machine.Cluster_cp-2')).toEqual(['cp-1']);
    expect(gatesAhead(all, 'talos_cluster.Cluster_Kubernetes')).toEqual(['cp-0', 'cp-1', 'cp-2']);
    expect(gatesAhead(all, 'talos_machine.Cluster_worker-0-1')).toEqual([]);
    expect(gatesAhead(all, 'talos_machine.Cluster_worker-0-2')).toEqual(['worker-0-0']);
    expect(gatesAhead(all, 'talos_machine.Cluster_worker-0-4')).toEqual(['worker-0-2']);
  });

  test('begins a pool behind the gates of every lane of the pool before, each pool with its own share', () => {
    const all = resources(1, [10, 4], { maxUnavailable: '25%' });
    expect(gatesAhead(all, 'talos_machine.Cluster_worker-0-2')).toEqual(['worker-0-0']);
    expect(gatesAhead(all, 'talos_machine.Cluster_worker-1-0')).toEqual(['worker-0-8', 'worker-0-9']);
    expect(gatesAhead(all, 'talos_machine.Cluster_worker-1-1')).toEqual(['worker-1-0']);
  });

  test('has no gates where they were turned off, and the same other resources', () => {
    const without = [...resources(3, [2], { gate: UpgradeGate.noneAtTheRiskOfQuorum() }).keys()];
    const all = [...resources(3, [2]).keys()];
    expect(all.filter((address) => !/_Gate_/.test(address))).toEqual(without);
    expect(all.length - without.length).toBe(5);
  });
});

describe('a gate', () => {
  const all = resources(3, [1]);
  const gate = named(all, 'terraform_data.Cluster_cp-1_Gate');
  const run = gate.provisioner?.[0]?.['local-exec'];

  test('is made anew when the provider or the configuration says that its machine was changed', () => {
    expect(gate.triggers_replace).toEqual([
      expect.stringMatching(/^\$\{talos_machine\.Cluster_cp-1_\w+\.machine_configuration_hash\}$/),
      expect.stringMatching(/^\$\{talos_machine\.Cluster_cp-1_\w+\.image\}$/),
      expect.stringMatching(
        /^\$\{sha256\(replace\(data\.talos_machine_configuration\.Cluster_cp-1_Configuration_\w+\.machine_configuration, ":v1\.35\.4", ""\)\)\}$/,
      ),
    ]);
  });

  test('runs a file of the stack with Node, and has the credentials in the environment alone', () => {
    expect(run?.interpreter).toEqual(['node']);
    expect(run?.command).toBe('${path.module}/talos-gate.cjs');
    expect(
      Object.entries(run?.environment ?? {}).filter(([, value]) => value.includes('client_configuration')),
    ).toEqual([
      ['TALOS_GATE_CA', expect.stringMatching(/\.client_configuration\.ca_certificate\}$/)],
      ['TALOS_GATE_CERTIFICATE', expect.stringMatching(/\.client_configuration\.client_certificate\}$/)],
      ['TALOS_GATE_KEY', expect.stringMatching(/\.client_configuration\.client_key\}$/)],
    ]);
    expect(JSON.stringify({ ...gate, provisioner: [] })).not.toContain('client_configuration');
  });

  test('knows every control plane machine where etcd counts, and none elsewhere', () => {
    const known = (name: string): unknown =>
      JSON.parse(named(all, name).provisioner?.[0]?.['local-exec'].environment.TALOS_GATE_CONTROL_PLANES ?? '');
    expect(known('terraform_data.Cluster_cp-1_Gate')).toEqual(
      [0, 1, 2].map((index) => {
        const address = `10.20.0.${String(index + 1)}`;
        return { name: `cp-${String(index)}`, node: address, endpoint: address };
      }),
    );
    expect(known('terraform_data.Cluster_worker-0-0_Gate')).toEqual([]);
  });

  test('has its program beside the JSON of the stack, the same in every synthesis', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-gate-'));
    try {
      const program = (folder: string): string => {
        const app = new App({ outdir: join(outdir, folder) });
        build(app, 1, [], {});
        app.synth();
        return readFileSync(join(outdir, folder, 'stacks', NAME, 'talos-gate.cjs'), 'utf8');
      };
      const text = program('a');
      expect(text).toContain('MachineStatuses.runtime.talos.dev');
      expect(text).not.toContain(outdir);
      expect(program('b')).toBe(text);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});

test('the record of a birth is of the run that created the machine, and of no later one', () => {
  const all = resources(1, []);
  const born = named(all, 'terraform_data.Cluster_cp-0_Born');
  expect(born).toMatchObject({ input: '${plantimestamp()}', lifecycle: { ignore_changes: ['input'] } });
  expect(born.depends_on).toEqual([expect.stringMatching(/^talos_machine\.Cluster_cp-0_/)]);
  expect(named(all, 'terraform_data.Cluster_Born')).toMatchObject({ input: '${plantimestamp()}' });
});

describe('a strategy', () => {
  test.each<[RollingUpgradeOptions['maxUnavailable'], number, number]>([
    [undefined, 100, 1],
    [7, 3, 7],
    ['10%', 100, 10],
    ['10%', 99, 9],
    ['10%', 5, 1],
    ['12.5%', 16, 2],
    ['100%', 8, 8],
  ])('with maxUnavailable %j changes a pool of %d in %d lanes', (maxUnavailable, size, lanes) => {
    expect(UpgradeStrategy.rolling({ maxUnavailable }).workerLanes(size)).toBe(lanes);
  });

  test.each<[RollingUpgradeOptions['maxUnavailable'], string]>([
    [0, '0'],
    [1.5, '1.5'],
    ['0%', "'0%'"],
    ['101%', "'101%'"],
    ['-5%', "'-5%'"],
  ])('fails with maxUnavailable %j', (maxUnavailable, given) => {
    expect(failureOf(() => UpgradeStrategy.rolling({ maxUnavailable }))).toContain(
      told('TALOS400', "'maxUnavailable' is out of range", given, "a whole number from 1 on, or a share above '0%'"),
    );
  });

  test('fails with times that a gate cannot keep', () => {
    expect(failureOf(() => UpgradeGate.untilWhole({ settleSeconds: 0 }))).toContain(
      told('TALOS401', "'settleSeconds' is out of range", '0', 'a number from 1 to 600'),
    );
    expect(failureOf(() => UpgradeGate.untilWhole({ giveUpSeconds: Number.NaN }))).toContain(
      told('TALOS401', "'giveUpSeconds' is out of range", 'NaN', 'a number from 2 to 14400'),
    );
    const early = failureOf(() => UpgradeGate.untilWhole({ settleSeconds: 600 }));
    expect(early).toContain(
      told('TALOS401', "'settleSeconds' must be less than 'giveUpSeconds'", 'settleSeconds 600, giveUpSeconds 600', ''),
    );
    expect(early).toContain("do:      Raise 'giveUpSeconds', by the time that the slowest machine needs to restart");
  });
});
