import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  CiliumChart,
  CiliumOptions,
  Cni,
  ControlPlaneEndpoint,
  DeploymentLock,
  DeploymentRisk,
  ImageFactorySchematic,
  StaticMachinePool,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../lib';
import { failureOf } from '../support/failure';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-lock-'));
const file = join(folder, 'small.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function cilium(version: string, options: CiliumOptions = {}): Cni {
  return Cni.cilium(CiliumChart.release(version), options);
}

/** The small cluster with its lock. */
function built(
  cluster: Partial<TalosClusterProps>,
  accept: readonly DeploymentRisk[] = [],
): Parameters<typeof synthesized>[0] {
  return (app) => buildSmallCluster(app, { cluster: { ...cluster, lock: DeploymentLock.file(file, { accept }) } });
}

/** What the lock would be after a deployment. */
function lockOf(cluster: Partial<TalosClusterProps>, accept: readonly DeploymentRisk[] = []): string {
  const { small } = synthesized(built(cluster, accept));
  const records = Object.entries(small?.resource?.terraform_data ?? {});
  const [, record] = records.find(([name]) => name.startsWith('Cluster_Deployed')) ?? [];
  return (record?.input as { lock: string }).lock;
}

beforeEach(() => {
  rmSync(file, { force: true });
});

describe('a deployment lock', () => {
  test('refuses a Kubernetes version together with another value of the chart', () => {
    writeFileSync(file, lockOf({ cni: cilium('1.18.4') }));
    const changed = { cni: cilium('1.18.4', { values: { debug: { enabled: true } } }) };
    expect(reportOf(built({ ...changed, kubernetesVersion: 'v1.36.3' }))).toContain(
      'TALOS415  small/Cluster\n  Kubernetes changes its version in a deployment of its own\n    given:   Kubernetes v1.35.4 deployed, v1.36.3 asked for; and also another configuration of control-plane-0',
    );
    expect(warningsOf(built(changed))).toEqual([]);
  });

  test('keeps the version of the pod network that was installed until somebody has brought in another', () => {
    writeFileSync(file, lockOf({ cni: cilium('1.18.4') }));
    const newer = { cni: cilium('1.18.5') };
    expect(warningsOf(built(newer))).toEqual([expect.stringContaining('TALOS421')]);
    expect(lockOf(newer)).toContain('"podNetworkVersion": "1.18.4"');
    expect(lockOf(newer, ['the new pod network version was brought in'])).toContain('"podNetworkVersion": "1.18.5"');
  });

  test('refuses other networks for pods, and another pod network', () => {
    writeFileSync(file, lockOf({ cni: cilium('1.18.4') }));
    expect(reportOf(built({ cni: Cni.flannel(), network: { podCidrs: ['10.32.0.0/16'] } }))).toContain(
      'pod network cilium deployed, flannel asked for; pods 10.244.0.0/16 deployed, 10.32.0.0/16 asked for',
    );
  });

  test('is written alike from run to run', () => {
    expect(lockOf({})).toBe(lockOf({}));
  });
});

test('an accepted risk that is left over is warned of', () => {
  writeFileSync(file, lockOf({}));
  expect(warningsOf(built({}, ['removing half of the control plane']))).toEqual([
    expect.stringContaining('small/Cluster: TALOS427 this risk is accepted, and nothing in this deployment needs it'),
  ]);
});

describe('two clusters', () => {
  const build = (first: string, second: string) => (app: App) => {
    const stack = new TerraformStack(app, 'home');
    new LocalBackend(stack, {});
    const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
    [first, second].forEach((path, index) => {
      const name = `home-${String(index)}`;
      const machines = { [`metal-${String(index)}`]: { address: `192.0.2.1${String(index)}` } };
      new TalosCluster(stack, name, {
        clusterName: name,
        kubernetesVersion: 'v1.35.4',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.external(`${name}.example.org`),
        controlPlane: new StaticMachinePool(stack, `${name}-machines`, { image, machines }),
        lock: DeploymentLock.file(path),
      });
    });
  };

  test('fail with one lock file, however its path is written, also before it exists', () => {
    expect(reportOf(build('locks/none.json', './locks/../locks/none.json'))).toContain(
      [
        "TALOS422  home/home-1\n  the cluster 'home/home-0' keeps its lock in the same file",
        "    given:   './locks/../locks/none.json'",
        '    allowed: a lock file of its own for each cluster',
      ].join('\n'),
    );
  });

  test('are right with a lock file each', () => {
    expect(warningsOf(build('locks/none.json', 'locks/other.json'))).toEqual([]);
  });
});

test('a lock that cannot be read is refused with its path', () => {
  expect(failureOf(() => DeploymentLock.file(folder))).toContain(
    `TALOS410 the lock file cannot be read (EISDIR)\n  given:   '${folder}'`,
  );
});
