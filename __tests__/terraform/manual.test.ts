import { UpgradeGate, UpgradeStrategy } from '../../lib/cluster/upgrade-strategy';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { PlannedChange, Workspace, testOnRig, told } from './support/workspace';

const MACHINES = ['control-plane-0', 'worker-0', 'worker-1'];
const MANUAL = UpgradeStrategy.manual();

/** The versions of the talos provider that `terraform init` took. */
function talosProvider(workspace: Workspace): string | undefined {
  const { output } = workspace.terraform(['version']);
  return /siderolabs\/talos v(\S+)/.exec(output)?.[1];
}

function synthesize(workspace: Workspace, upgradeStrategy: UpgradeStrategy, changes: SmallClusterChanges = {}): void {
  workspace.synthesize((app) =>
    buildSmallCluster(app, { ...changes, cluster: { ...changes.cluster, upgradeStrategy } }),
  );
  const { code, output } = workspace.terraform(['init', '-upgrade', '-input=false', '-no-color']);
  if (code !== 0) throw new Error(output);
}

/** The operations on machines, and on what is bootstrapped, since the log was cleared. */
function done(workspace: Workspace): string[] {
  return workspace
    .operations()
    .filter(({ op, type }) => op !== 'read' && type.startsWith('talos_'))
    .map(({ op, type }) => `${op} ${type}`);
}

const onlyOfTalos = (changes: readonly PlannedChange[]): string[] =>
  told(changes).filter((line) => line.startsWith('talos_'));

describe('a cluster that is upgraded by hand', () => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('is created by the stable line of the provider, configured before it is bootstrapped, and settled', () => {
    synthesize(workspace, MANUAL);
    expect(talosProvider(workspace)).toBe('0.11.0');
    workspace.apply();
    expect(done(workspace).filter((line) => /apply|bootstrap/.test(line))).toEqual([
      'create talos_machine_configuration_apply',
      'create talos_machine_bootstrap',
      'create talos_machine_configuration_apply',
      'create talos_machine_configuration_apply',
    ]);
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('takes a label on the machines it is for, one after another, each before its gate', () => {
    synthesize(workspace, MANUAL, { worker: { nodeLabels: { tier: 'web' } } });
    const workers = MACHINES.slice(1);
    expect(told(workspace.plan())).toEqual([
      ...workers.map((name) => `talos_machine_configuration_apply Cluster_${name}_Apply: update`),
      ...workers.map((name) => `terraform_data Cluster_${name}_Gate: delete then create`),
    ]);
    workspace.clearLog();
    workspace.apply({ RIG_DELAY_MS: '100' });
    const [first, second] = workspace.operations().filter(({ op }) => op === 'update');
    expect(second?.began).toBeGreaterThan(first?.ended ?? Infinity);
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('is never bootstrapped again, not by another Talos or Kubernetes version either', () => {
    synthesize(workspace, MANUAL, {
      image: { talosVersion: 'v1.13.10' },
      cluster: { kubernetesVersion: 'v1.35.5' },
      worker: { nodeLabels: { tier: 'web' } },
    });
    expect(onlyOfTalos(workspace.plan())).toEqual(
      MACHINES.map((name) => `talos_machine_configuration_apply Cluster_${name}_Apply: update`),
    );
  });
});

describe('the move between the strategies', () => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('to upgrades by hand forgets what upgraded, takes the bootstrap as done and destroys nothing', () => {
    synthesize(workspace, UpgradeStrategy.rolling());
    workspace.apply();
    synthesize(workspace, UpgradeStrategy.manual({ movedFrom: 'rolling' }));
    const plan = workspace.plan();
    expect(plan.filter(({ actions, type }) => actions.includes('delete') && type !== 'terraform_data')).toEqual([]);
    expect(told(plan).filter((line) => /forget|bootstrap/.test(line))).toEqual([
      'talos_cluster Cluster_Kubernetes: forget',
      'talos_machine Cluster_control-plane-0: forget',
      'talos_machine Cluster_worker-0: forget',
      'talos_machine Cluster_worker-1: forget',
      'talos_machine_bootstrap Cluster_Bootstrap: update',
    ]);
    workspace.clearLog();
    workspace.apply();
    expect(done(workspace).sort()).toEqual([
      ...MACHINES.map(() => 'create talos_machine_configuration_apply'),
      'update talos_machine_bootstrap',
    ]);
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('is finished on the stable line of the provider, where nothing is left to do', () => {
    synthesize(workspace, MANUAL);
    expect(talosProvider(workspace)).toBe('0.11.0');
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('back to rolling upgrades forgets what configured, and destroys nothing', () => {
    synthesize(workspace, UpgradeStrategy.rolling({ movedFrom: 'manual' }));
    expect(told(workspace.plan()).filter((line) => /forget|delete$/.test(line))).toEqual([
      'talos_machine_bootstrap Cluster_Bootstrap: forget',
      ...MACHINES.map((name) => `talos_machine_configuration_apply Cluster_${name}_Apply: forget`),
    ]);
    workspace.clearLog();
    workspace.apply();
    expect(done(workspace).sort()).toEqual(['create talos_cluster', ...MACHINES.map(() => 'create talos_machine')]);
    synthesize(workspace, UpgradeStrategy.rolling());
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('without the word for it ends in an error before anything is changed', () => {
    synthesize(workspace, UpgradeStrategy.rolling({ gate: UpgradeGate.noneAtTheRiskOfQuorum() }));
    workspace.apply();
    synthesize(workspace, MANUAL);
    const { code, output } = workspace.terraform(['plan', '-input=false', '-no-color']);
    expect(code).toBe(1);
    expect(output).toContain('no schema available for talos_machine');
  });
});
