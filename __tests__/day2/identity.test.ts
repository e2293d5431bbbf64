import { App, LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  IngressFirewall,
  StaticMachinePool,
  TalosCluster,
  VersionContract,
} from '../../lib';
import { ProxmoxMachines, ProxmoxVmPool } from '../../lib/proxmox';
import { adopted, movedFrom } from '../../lib/terraform/moved';
import { Workspace, overlapping, testOnRig } from '../terraform/support/workspace';
import { TerraformRun, runTerraform } from './support/terraform-run';

const STACK = 'identity';

/** What the constructs are called, and who is in the control plane. */
interface Names {
  readonly controlPlane?: readonly string[];
  readonly cluster?: string;
  readonly workers?: string;
  /** A scope around the cluster. */
  readonly scope?: string;
  /** Said about the constructs that were made. */
  readonly say?: (cluster: TalosCluster, workers: ProxmoxVmPool) => void;
}

const ADDRESSES: Readonly<Record<string, string>> = {
  a: '10.10.0.11',
  b: '10.10.0.12',
  c: '10.10.0.13',
  d: '10.10.0.14',
  e: '10.10.0.15',
};

function build(app: App, names: Names): void {
  const stack = new TerraformStack(app, STACK);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
  const controlPlane = new StaticMachinePool(stack, 'ControlPlane', {
    image,
    machines: Object.fromEntries(
      (names.controlPlane ?? ['a', 'b', 'c']).map((name) => [name, { address: ADDRESSES[name] ?? '' }]),
    ),
  });
  const workers = new ProxmoxVmPool(stack, names.workers ?? 'Worker', {
    image,
    name: 'worker',
    proxmoxNodes: ['pve1'],
    network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
    machines: ProxmoxMachines.named({ '0': { address: '10.10.0.21', vmId: 121, macAddress: 'BC:24:11:00:00:01' } }),
    cores: 2,
    memoryMiB: 4096,
    diskGiB: 20,
  });
  const scope = names.scope === undefined ? stack : new Construct(stack, names.scope);
  const cluster = new TalosCluster(scope, names.cluster ?? 'Cluster', {
    clusterName: STACK,
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    ingressFirewall: IngressFirewall.off(),
    preventDestroy: false,
    controlPlane,
    workerPools: [workers],
  });
  names.say?.(cluster, workers);
}

const workspace = new Workspace(STACK);
const synthesize = (names: Names = {}): void => {
  workspace.synthesize((app) => {
    build(app, names);
  });
};
const plan = (): Promise<TerraformRun> => runTerraform(workspace, STACK, 'plan');
const actions = ({ changes }: TerraformRun): string[] => [...new Set(changes.map(({ action }) => action))].sort();

async function apply(): Promise<TerraformRun> {
  const run = await runTerraform(workspace, STACK, 'apply', { environment: { RIG_DELAY_MS: '20' } });
  expect({ code: run.code, errors: run.errors }).toEqual({ code: 0, errors: [] });
  return run;
}

/** What the provider will do to the node of a machine when it is removed. */
function onDestroy(): Record<string, unknown> {
  return Object.fromEntries(
    workspace
      .state()
      .filter(({ type }) => type === 'talos_machine')
      .map(({ address, values }): [string, unknown] => [address.split('_').at(-2) ?? '', values.on_destroy]),
  );
}

afterAll(() => {
  workspace.remove();
});

testOnRig('a cluster is created, and each machine knows what happens to it when it goes', async () => {
  synthesize();
  workspace.init();
  await apply();
  const gracefully = { reset: true, graceful: true, reboot: true };
  expect(onDestroy()).toMatchObject({ a: { ...gracefully, graceful: false }, b: gracefully, c: gracefully });
});

describe('renaming', () => {
  testOnRig('the cluster without a word would destroy its machines and create others', async () => {
    synthesize({ cluster: 'Production' });
    expect(actions(await plan())).toEqual(['create', 'delete']);
  });

  testOnRig('the cluster and its pool, with what they were called before, moves and changes nothing', async () => {
    const names = { cluster: 'Production', workers: 'General' };
    synthesize({
      ...names,
      say: (cluster, workers) => {
        movedFrom(cluster, 'Cluster');
        movedFrom(workers, 'Worker');
      },
    });
    const managed = workspace.state().filter(({ address }) => !address.startsWith('data.'));
    const moved = await apply();
    expect(actions(moved)).toEqual(['move']);
    expect(moved.changes.length).toBeGreaterThan(managed.length / 2);
    expect(workspace.state().filter(({ address }) => /\.(Cluster|Worker)_/.test(address))).toEqual([]);
    synthesize(names);
    expect((await plan()).changes).toEqual([]);
  });

  testOnRig('the scope around it does so as well', async () => {
    const names = { scope: 'Home', cluster: 'Cluster', workers: 'General' };
    synthesize({
      ...names,
      say: (cluster) => {
        movedFrom(cluster, 'Production');
      },
    });
    expect(actions(await apply())).toEqual(['move']);
    synthesize(names);
    expect((await plan()).changes).toEqual([]);
  });
});

describe('removing the first control plane machine', () => {
  const names = { scope: 'Home', cluster: 'Cluster', workers: 'General' };

  testOnRig('begins by naming another one first, which changes no configuration', async () => {
    synthesize({ ...names, controlPlane: ['b', 'c', 'd', 'e', 'a'] });
    const { changes } = await apply();
    const touched = changes.filter(({ type }) => type.startsWith('talos_'));
    expect(touched.map(({ type, action }) => `${type} ${action}`).sort()).toEqual([
      'talos_cluster update',
      'talos_cluster_kubeconfig update',
      'talos_machine create',
      'talos_machine create',
      'talos_machine update',
      'talos_machine update',
    ]);
    expect(onDestroy()).toMatchObject({ a: { graceful: true }, b: { graceful: false }, c: { graceful: true } });
  });

  testOnRig('then takes it away gracefully, after the one behind it, and bootstraps nothing anew', async () => {
    synthesize({ ...names, controlPlane: ['b', 'c', 'd'] });
    workspace.clearLog();
    const { changes } = await apply();
    expect(changes.filter(({ type }) => type === 'talos_cluster').map(({ action }) => action)).toEqual(['update']);
    const machines = workspace.operations().filter(({ type }) => type === 'talos_machine');
    expect(machines.map(({ op, strings }) => `${op} ${strings.node ?? ''}`)).toEqual([
      `delete ${ADDRESSES.a ?? ''}`,
      `delete ${ADDRESSES.e ?? ''}`,
    ]);
    expect(overlapping(machines)).toBe(false);
    expect((await plan()).changes).toEqual([]);
  });
});

// The emulated providers read nothing at an import, so an apply after it would show nothing.
describe('adopting', () => {
  testOnRig('takes secrets and servers into the state by import blocks, instead of making new ones', async () => {
    const known = workspace.state().filter(({ type, address }) => {
      return type === 'talos_machine_secrets' || (type.endsWith('_vm') && address.includes('worker-0'));
    });
    expect(workspace.terraform(['state', 'rm', ...known.map(({ address }) => address)]).code).toBe(0);
    synthesize({
      scope: 'Home',
      cluster: 'Cluster',
      workers: 'General',
      controlPlane: ['b', 'c', 'd'],
      say: (cluster, workers) => {
        adopted(cluster.node.findChild('Secrets'), 'secrets.yaml');
        adopted(workers.node.findChild('worker-0'), 'pve1/121');
      },
    });
    const { code, changes } = await plan();
    expect(code).toBe(2);
    expect(
      changes.flatMap(({ type, imported }) => (imported === undefined ? [] : [`${type} ${imported}`])).sort(),
    ).toEqual(['proxmox_virtual_environment_vm pve1/121', 'talos_machine_secrets secrets.yaml']);
  });
});
