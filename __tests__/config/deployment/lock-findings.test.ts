import { describe as bodyOf } from '../../../lib/checks/check';
import { DeployedCluster, DeployedMachine } from '../../../lib/config/deployment/deployed-cluster';
import { lockFindings } from '../../../lib/config/deployment/lock-findings';
import { riskFindings } from '../../../lib/config/deployment/risk-findings';

const machine = (role: DeployedMachine['role'], talosVersion = 'v1.13.9', configuration = 'a'): DeployedMachine => ({
  role,
  talosVersion,
  schematic: '0'.repeat(64),
  configuration,
});

function cluster(changes: Partial<DeployedCluster> = {}, controlPlanes = 3): DeployedCluster {
  const names = Array.from({ length: controlPlanes }, (_, index) => `cp-${String(index)}`);
  return {
    clusterName: 'test',
    kubernetesVersion: 'v1.35.4',
    versionContract: 'v1.13',
    podNetwork: 'cilium',
    podCidrs: ['10.244.0.0/16'],
    serviceCidrs: ['10.96.0.0/12'],
    dnsDomain: 'cluster.local',
    machines: {
      ...Object.fromEntries(names.map((name) => [name, machine('controlplane')])),
      'worker-0': machine('worker'),
    },
    ...changes,
  };
}

/** The cluster with all of its machines at a Talos release, each in a configuration that follows from it. */
function onTalos(talosVersion: string, changes: Partial<DeployedCluster> = {}): DeployedCluster {
  const before = cluster(changes);
  return {
    ...before,
    machines: Object.fromEntries(
      Object.entries(before.machines).map(([name, { role }]) => [name, machine(role, talosVersion, talosVersion)]),
    ),
  };
}

/** The cluster with a worker on a server that was created with this TPM. */
function onServers(tpm: string, name = 'worker-0'): DeployedCluster {
  const { machines } = cluster();
  return cluster({ machines: { ...machines, [name]: { ...machine('worker'), server: { TPM: tpm } } } });
}

function told(locked: DeployedCluster, asked: DeployedCluster): string[] {
  return lockFindings(locked, asked, []).map((finding) => `${finding.code} ${bodyOf(finding)}`);
}

describe('against what was deployed, synthesis lets pass', () => {
  test.each([
    ['nothing new', cluster(), cluster()],
    ['a Talos patch', onTalos('v1.13.8'), onTalos('v1.13.9')],
    ['the way back to an older Talos patch', onTalos('v1.13.9'), onTalos('v1.13.8')],
    ['the next Talos minor', onTalos('v1.12.11'), onTalos('v1.13.9')],
    ['the next Kubernetes minor alone', cluster(), cluster({ kubernetesVersion: 'v1.36.3' })],
    ['an older Kubernetes patch alone', cluster(), cluster({ kubernetesVersion: 'v1.35.1' })],
    ['a newer contract alone', cluster({ versionContract: 'v1.12' }), cluster()],
    ['more control planes', cluster(), cluster({}, 5)],
    ['servers of which the lock does not tell what they were created with', cluster(), onServers('none')],
    ['servers as they were created', onServers('none'), onServers('none')],
    ['another server for a machine of another name', onServers('none'), onServers('version 2.0', 'worker-9')],
    ['two of five control planes removed', cluster({}, 5), cluster({}, 3)],
  ])('%s', (_, locked, asked) => {
    expect(told(locked, asked)).toEqual([]);
  });
});

describe('against what was deployed, synthesis refuses', () => {
  test('two Talos minors at once, naming the machines', () => {
    expect(told(onTalos('v1.12.11'), onTalos('v1.14.0'))).toEqual([
      `TALOS411 Talos is upgraded from one minor to the next
  given:   Talos v1.12.11 deployed, v1.14.0 asked for, on cp-0, cp-1, cp-2, worker-0
  allowed: a release of 1.12 or 1.13
  do:      Deploy the newest patch of each minor in between, and lock after each.`,
    ]);
  });

  test('an older Talos minor', () => {
    expect(told(onTalos('v1.13.9'), onTalos('v1.12.11'))).toEqual([
      expect.stringContaining('TALOS412 Talos does not go back over a minor\n  given:   Talos v1.13.9 deployed'),
    ]);
  });

  test('two Kubernetes minors at once', () => {
    expect(told(cluster(), cluster({ kubernetesVersion: 'v1.37.0' }))).toEqual([
      `TALOS413 Kubernetes is upgraded minor by minor
  given:   Kubernetes v1.35.4 deployed, v1.37.0 asked for
  allowed: a release of 1.35 or 1.36
  do:      Deploy each minor in between, and lock after each.`,
    ]);
  });

  test('an older Kubernetes minor, for which there is no way', () => {
    expect(told(cluster(), cluster({ kubernetesVersion: 'v1.34.2' }))).toEqual([
      expect.stringContaining(
        'TALOS414 Kubernetes does not go back over a minor\n  given:   Kubernetes v1.35.4 deployed, v1.34.2',
      ),
    ]);
  });

  test('a Kubernetes version together with a Talos upgrade, and says that Talos goes first', () => {
    expect(told(onTalos('v1.13.8'), onTalos('v1.13.9', { kubernetesVersion: 'v1.36.3' }))).toEqual([
      `TALOS415 Kubernetes changes its version in a deployment of its own
  given:   Kubernetes v1.35.4 deployed, v1.36.3 asked for; and also another configuration of cp-0, cp-1, cp-2, worker-0
  allowed: one of the two
  do:      First keep kubernetesVersion v1.35.4, deploy and lock; then change it alone.`,
    ]);
  });

  test('a Kubernetes version together with a Talos that does not run the old one, and says that Kubernetes goes first', () => {
    const old = { kubernetesVersion: 'v1.31.4' };
    expect(told(onTalos('v1.13.9', old), onTalos('v1.14.0', { kubernetesVersion: 'v1.32.0' }))).toEqual([
      expect.stringContaining('do:      First change kubernetesVersion alone, deploy and lock; then the rest.'),
    ]);
  });

  test('a Kubernetes version together with new machines, which would run ahead of the API server', () => {
    expect(told(cluster(), cluster({ kubernetesVersion: 'v1.36.3' }, 5))).toEqual([
      expect.stringContaining('and also new machines cp-3, cp-4'),
    ]);
  });

  test('an older contract, and a newer one together with a version', () => {
    expect(told(cluster(), cluster({ versionContract: 'v1.12' }))).toEqual([
      expect.stringContaining(
        'TALOS416 the version contract does not go back\n  given:   v1.13 deployed, v1.12 asked for',
      ),
    ]);
    expect(told(onTalos('v1.12.11', { versionContract: 'v1.12' }), onTalos('v1.13.9'))).toEqual([
      expect.stringContaining('TALOS417 the version contract is raised in a deployment of its own'),
    ]);
  });

  test('what a server was created with, which would destroy it with its disks', () => {
    expect(told(onServers('none'), onServers('version 2.0'))).toEqual([
      `TALOS232 another TPM destroys machines and makes them anew
  given:   TPM: none deployed, version 2.0 asked for, on worker-0
  allowed: TPM: none
  do:      Keep it, or add new machines with it, and remove the old ones in a later deployment.`,
    ]);
  });

  test('two of three control planes removed, unless the risk is named', () => {
    expect(told(cluster(), cluster({}, 1))).toEqual([
      `TALOS418 2 of 3 control plane machines would go at once
  given:   control plane of cp-0, cp-1, cp-2; removed: cp-1, cp-2
  allowed: the accepted risk 'removing half of the control plane'
  do:      Take a snapshot of etcd, and accept the risk 'removing half of the control plane': one of two is half of them as well.`,
    ]);
    expect(lockFindings(cluster(), cluster({}, 1), ['removing half of the control plane'])).toEqual([]);
  });

  test('the first control plane machine removed while others stay', () => {
    const { 'cp-0': first, ...machines } = cluster({}, 5).machines;
    expect(first?.role).toBe('controlplane');
    expect(told(cluster({}, 5), cluster({ machines }))).toEqual([
      expect.stringContaining(
        'TALOS424 the first machine of the control plane would go while others stay\n  given:   control plane of cp-0, cp-1',
      ),
    ]);
  });

  test('one of two control planes removed, and names the risk, since less than half is none', () => {
    expect(told(cluster({}, 2), cluster({}, 1))).toEqual([
      `TALOS418 1 of 2 control plane machines would go at once
  given:   control plane of cp-0, cp-1; removed: cp-1
  allowed: the accepted risk 'removing half of the control plane'
  do:      Take a snapshot of etcd, and accept the risk 'removing half of the control plane': one of two is half of them as well.`,
    ]);
  });

  test('machines that become control planes, or workers, under their names', () => {
    const as = (role: DeployedMachine['role'], ...names: string[]): DeployedCluster => {
      const { machines } = cluster();
      return cluster({ machines: { ...machines, ...Object.fromEntries(names.map((name) => [name, machine(role)])) } });
    };
    expect(told(as('worker', 'm-0', 'm-1'), as('controlplane', 'm-0', 'm-1'))).toEqual([
      `TALOS426 a machine of the workers does not become one of the control plane
  given:   m-0, m-1, in the workers as deployed, in the control plane as asked for
  allowed: machines that stay what they are
  do:      Take the machine out, deploy and lock; then add it to the other pool, or add another one under a new name.`,
    ]);
    expect(told(as('controlplane', 'm-0'), as('worker', 'm-0'))).toEqual([
      expect.stringContaining('TALOS426 a machine of the control plane does not become one of the workers'),
    ]);
  });

  test('control plane machines added and removed at once', () => {
    const { 'cp-4': last, ...machines } = cluster({}, 5).machines;
    expect(last?.role).toBe('controlplane');
    const exchanged = cluster({ machines: { ...machines, 'new-0': machine('controlplane') } });
    expect(told(cluster({}, 5), exchanged)).toEqual([
      expect.stringContaining('TALOS425 control plane machines come and go in one deployment'),
    ]);
  });

  test('a control plane of which no machine stays, unless the risk is named', () => {
    const renamed = { ...cluster(), machines: { 'other-0': machine('controlplane'), 'worker-0': machine('worker') } };
    expect(told(cluster(), renamed)).toEqual([
      expect.stringContaining(
        'TALOS419 no machine of the deployed control plane stays\n  given:   control plane of cp-0',
      ),
    ]);
    expect(lockFindings(cluster(), renamed, ['replacing the control plane'])).toEqual([]);
  });

  test('nothing, but warns, where the pod network has another version than the installed one', () => {
    const [before, after] = [cluster({ podNetworkVersion: '1.18.4' }), cluster({ podNetworkVersion: '1.18.5' })];
    expect(lockFindings(before, after, []).map(({ severity, code, given }) => `${severity} ${code} ${given}`)).toEqual([
      'warning TALOS421 chart 1.18.4 deployed, 1.18.5 asked for',
    ]);
    expect(lockFindings(before, after, ['the new pod network version was brought in'])).toEqual([]);
  });

  test('a Kubernetes version together with another version of the pod network, which is part of the configuration', () => {
    expect(
      told(
        cluster({ podNetworkVersion: '1.18.4' }),
        cluster({ podNetworkVersion: '1.18.5', kubernetesVersion: 'v1.36.3' }),
      ),
    ).toEqual([
      expect.stringContaining('and also another version of the pod network'),
      expect.stringContaining('TALOS421'),
    ]);
  });

  test('the lock of another cluster, and nothing else of it', () => {
    expect(told(cluster({ clusterName: 'other' }), cluster({ kubernetesVersion: 'v1.37.0' }))).toEqual([
      expect.stringContaining(
        "TALOS422 the lock belongs to a cluster of another name\n  given:   the lock of 'other' for 'test'",
      ),
    ]);
  });

  test('other networks and another pod network, unless the risk is named', () => {
    const moved = cluster({ podNetwork: 'flannel', podCidrs: ['10.32.0.0/16'] });
    expect(told(cluster(), moved)).toEqual([
      `TALOS423 a running cluster keeps its networks
  given:   pod network cilium deployed, flannel asked for; pods 10.244.0.0/16 deployed, 10.32.0.0/16 asked for
  allowed: what was deployed
  do:      Create a new cluster, or accept 'changing the networks of a running cluster' after you have prepared the move.`,
    ]);
    expect(lockFindings(cluster(), moved, ['changing the networks of a running cluster'])).toEqual([]);
  });

  test('nothing, but warns, where an accepted risk is not needed', () => {
    const risks = ['removing half of the control plane', 'replacing the control plane'] as const;
    const warned = (before: DeployedCluster | undefined, after: DeployedCluster): string[] =>
      riskFindings(before, after, risks).map((finding) => `${finding.severity} ${finding.code} ${bodyOf(finding)}`);
    expect(warned(cluster(), cluster({}, 1))).toEqual([
      `warning TALOS427 this risk is accepted, and nothing in this deployment needs it
  given:   accept: ['replacing the control plane']
  allowed: the risks of the changes that are about to be deployed
  do:      Take it out of 'accept', or take 'accept' away.`,
    ]);
    expect(warned(cluster(), cluster())).toHaveLength(2);
    expect(warned(undefined, cluster())).toEqual([
      expect.stringContaining("accept: ['removing half of the control plane'], before the first deployment"),
      expect.stringContaining("accept: ['replacing the control plane'], before the first deployment"),
    ]);
  });

  test('every independent mistake at once', () => {
    const codes = told(onTalos('v1.12.11'), onTalos('v1.14.0', { kubernetesVersion: 'v1.34.0' }));
    expect(codes.map((text) => text.slice(0, 8))).toEqual(['TALOS411', 'TALOS414', 'TALOS415']);
  });
});
