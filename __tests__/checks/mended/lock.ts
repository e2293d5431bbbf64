import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  CiliumChart,
  Cni,
  DeploymentLock,
  DeploymentRisk,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
  requireEncryptedState,
  useS3State,
} from '../../../lib';
import { ProxmoxMachines } from '../../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { synthesized } from '../../support/synthesis';
import { MendedChecks } from './mended';

/** The small cluster at one moment of its life. */
interface Deployment extends SmallClusterChanges {
  /** Changes that the lock lets pass. */
  readonly accept?: readonly DeploymentRisk[];
  /** Name of the lock's file. */
  readonly lockFile?: string;
}

const lockFile = (app: App, name = 'lock.json'): string => join(app.outdir, name);

function deploy(app: App, { accept = [], cluster = {}, ...changes }: Deployment, file: string): TalosCluster {
  return buildSmallCluster(app, { ...changes, cluster: { ...cluster, lock: DeploymentLock.file(file, { accept }) } });
}

/** The lock after a deployment. */
function lockAfter(deployment: Deployment, file: string): string {
  const stack = synthesized((app) => deploy(app, deployment, file))[SMALL];
  const records = Object.entries(stack?.resource?.terraform_data ?? {});
  const [, record] = records.find(([name]) => name.startsWith('Cluster_Deployed')) ?? [];
  return (record?.input as { lock: string }).lock;
}

/** Deployments one after another, each locked before the next; the app is the last of them. */
export const deployments =
  (...all: readonly [Deployment, Deployment, ...Deployment[]]) =>
  (app: App) => {
    all.slice(0, -1).forEach((deployment) => {
      const file = lockFile(app, deployment.lockFile);
      writeFileSync(file, lockAfter(deployment, file));
    });
    const last = all[all.length - 1] ?? all[0];
    return deploy(app, last, lockFile(app, last.lockFile));
  };

/** A lock file of some text, which may depend on its path. */
const reading = (text: (path: string) => string) => (app: App) => {
  const path = lockFile(app);
  writeFileSync(path, text(path));
  return DeploymentLock.file(path);
};

const talos = (talosVersion: string, cluster: Partial<TalosClusterProps> = {}): Deployment => ({
  image: { talosVersion },
  cluster: { versionContract: VersionContract.V1_12, ...cluster },
});

const kubernetes = (kubernetesVersion: string): Deployment => ({ cluster: { kubernetesVersion } });

const contract = (versionContract: VersionContract): Deployment => ({ cluster: { versionContract } });

const controlPlanes = (count: number): Deployment => ({
  controlPlane: { machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.11', firstVmId: 111 }) },
});

/** A control plane of machines with names of one letter, in this order; each keeps its address. */
export const named = (letters: string): Deployment => ({
  controlPlane: {
    machines: ProxmoxMachines.named(
      Object.fromEntries(
        Array.from(letters, (letter) => {
          const place = letter.charCodeAt(0) - 'a'.charCodeAt(0) + 11;
          return [letter, { address: `10.10.0.${String(place)}`, vmId: 100 + place }];
        }),
      ),
    ),
  },
});

/** Three control plane machines, and one more of this name beside the workers, or among them. */
const inWorkers = (letter: string): Deployment => ({
  ...named('abc'),
  worker: { name: 'control-plane', machines: ProxmoxMachines.named({ [letter]: { address: '10.10.0.14' } }) },
});
const inControlPlane = (letter: string): Deployment => named(`abc${letter}`);

const cilium = (version: string): Deployment => ({ cluster: { cni: Cni.cilium(CiliumChart.release(version)) } });

const podsIn = (cidr: string): Deployment => ({ cluster: { network: { podCidrs: [cidr] } } });

const encrypted = (backend: (stack: TerraformStack) => unknown) => (app: App) => {
  const stack = new TerraformStack(app, 'production');
  requireEncryptedState(stack);
  return backend(stack);
};

/** TALOS410 to TALOS429. */
export const lock: MendedChecks = {
  TALOS410: {
    wrong: reading(() => '<<<<<<< HEAD\n{}\n'),
    right: reading((path) => lockAfter({}, path)),
  },
  TALOS411: {
    wrong: deployments(talos('v1.12.11'), talos('v1.14.0')),
    right: deployments(talos('v1.12.11'), talos('v1.13.9'), talos('v1.14.0')),
  },
  TALOS412: {
    wrong: deployments(talos('v1.13.9'), talos('v1.12.11')),
    right: deployments(talos('v1.13.9'), talos('v1.13.8')),
  },
  TALOS413: {
    wrong: deployments(kubernetes('v1.33.4'), kubernetes('v1.35.4')),
    right: deployments(kubernetes('v1.33.4'), kubernetes('v1.34.2'), kubernetes('v1.35.4')),
  },
  TALOS414: {
    wrong: deployments(kubernetes('v1.35.4'), kubernetes('v1.34.2')),
    right: deployments(kubernetes('v1.35.4'), kubernetes('v1.35.1')),
  },
  TALOS415: {
    wrong: deployments(talos('v1.13.8'), talos('v1.13.9', { kubernetesVersion: 'v1.36.3' })),
    right: deployments(talos('v1.13.8'), talos('v1.13.9'), talos('v1.13.9', { kubernetesVersion: 'v1.36.3' })),
  },
  TALOS416: {
    wrong: deployments(contract(VersionContract.V1_13), contract(VersionContract.V1_12)),
    right: deployments(contract(VersionContract.V1_13), contract(VersionContract.V1_13)),
  },
  TALOS417: {
    wrong: deployments(talos('v1.12.11'), talos('v1.13.9', { versionContract: VersionContract.V1_13 })),
    right: deployments(
      talos('v1.12.11'),
      talos('v1.13.9'),
      talos('v1.13.9', { versionContract: VersionContract.V1_13 }),
    ),
  },
  TALOS418: {
    wrong: deployments(controlPlanes(7), controlPlanes(3)),
    right: deployments(controlPlanes(7), controlPlanes(5), controlPlanes(3)),
  },
  TALOS419: {
    wrong: deployments(controlPlanes(3), { controlPlane: { ...controlPlanes(3).controlPlane, name: 'etcd' } }),
    right: deployments(controlPlanes(3), { controlPlane: { ...controlPlanes(3).controlPlane, name: 'control-plane' } }),
  },
  TALOS420: {
    wrong: encrypted((stack) => new LocalBackend(stack)),
    right: encrypted((stack) => useS3State(stack, { bucket: 'states', region: 'eu-central-1' })),
  },
  TALOS421: {
    wrong: deployments(cilium('1.18.4'), cilium('1.18.5')),
    right: deployments(cilium('1.18.4'), {
      ...cilium('1.18.5'),
      accept: ['the new pod network version was brought in'],
    }),
  },
  TALOS422: {
    wrong: deployments({}, { cluster: { clusterName: 'other' } }),
    right: deployments({}, { cluster: { clusterName: 'other' }, lockFile: 'other.json' }),
  },
  TALOS423: {
    wrong: deployments(podsIn('10.244.0.0/16'), podsIn('10.32.0.0/16')),
    right: deployments(podsIn('10.244.0.0/16'), {
      ...podsIn('10.32.0.0/16'),
      accept: ['changing the networks of a running cluster'],
    }),
  },
  TALOS424: {
    wrong: deployments(named('abc'), named('abcd'), named('bcd')),
    right: deployments(named('abc'), named('abcd'), named('bcda'), named('bcd')),
  },
  TALOS425: {
    wrong: deployments(named('abc'), named('abd')),
    right: deployments(named('abc'), named('abcd'), named('abd')),
  },
  TALOS426: {
    wrong: deployments(inWorkers('d'), inControlPlane('d')),
    right: deployments(inWorkers('d'), named('abc'), inControlPlane('d')),
  },
  TALOS427: {
    wrong: deployments(named('abcde'), { ...named('abc'), accept: ['removing half of the control plane'] }),
    right: deployments(named('abcde'), named('abc')),
  },
};
