import { createHash } from 'node:crypto';
import { App, Lazy, LocalBackend, TerraformStack } from 'cdktf';
import {
  ClusterManifest,
  ConfigPatch,
  ControlPlaneEndpoint,
  IControlPlaneEndpoint,
  ImageFactorySchematic,
  IngressFirewall,
  InlineManifest,
  StaticMachine,
  StaticMachinePool,
  StaticMachinePoolProps,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../../lib';
import { ProxmoxMachines } from '../../../lib/proxmox';
import { TalosProvider } from '../../../lib/providers/talos/provider';
import { SmallAwsChanges, buildSmallAwsCluster } from '../../platforms/aws/support/small-aws-cluster';
import { SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { deployments, named } from './lock';
import { Mended, MendedChecks } from './mended';

const small = (changes: SmallClusterChanges) => (app: App) => buildSmallCluster(app, changes);
const smallAws = (changes: SmallAwsChanges) => (app: App) => buildSmallAwsCluster(app, changes);

function withCluster(cluster: Partial<TalosClusterProps>): Mended['right'] {
  return small({ cluster });
}

function controlPlanes(count: number): SmallClusterChanges['controlPlane'] {
  return { machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.11', firstVmId: 111 }) };
}

function workersFrom(firstAddress: string): SmallClusterChanges['worker'] {
  return { machines: ProxmoxMachines.numbered(2, { firstAddress, firstVmId: 121 }) };
}

const swappiness = ConfigPatch.merge({ machine: { sysctls: { 'vm.swappiness': '10' } } });

/** A stack with a local state. */
function stackIn(app: App, id = 'metal'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, {});
  return stack;
}

function imageIn(stack: TerraformStack, id = 'Image'): ImageFactorySchematic {
  return new ImageFactorySchematic(stack, id, { talosVersion: 'v1.13.9' });
}

/** A pool of one machine that is there already. */
function metal(
  stack: TerraformStack,
  id: string,
  machine: Partial<StaticMachine> = {},
  props: Partial<StaticMachinePoolProps> = {},
): StaticMachinePool {
  return new StaticMachinePool(stack, id, {
    image: props.image ?? imageIn(stack, `${id}Image`),
    machines: { [`${id.toLowerCase()}-0`]: { address: '192.0.2.10', ...machine } },
    ...props,
  });
}

type MetalClusterProps = Pick<TalosClusterProps, 'controlPlane'> & Partial<TalosClusterProps>;

function addCluster(stack: TerraformStack, id: string, props: MetalClusterProps): TalosCluster {
  return new TalosCluster(stack, id, {
    clusterName: 'metal',
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    ingressFirewall: IngressFirewall.off(),
    ...props,
  });
}

/** A cluster of one machine, of which one thing is said. */
const metalMachine = (machine: Partial<StaticMachine>) => (app: App) => {
  const stack = stackIn(app);
  return addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal', machine) });
};

/** A cluster of machines that are there already, whose networks may be told. */
const metalMachines =
  (machines: StaticMachinePoolProps['machines'], nodeSubnets: readonly string[] = []) =>
  (app: App) => {
    const stack = stackIn(app);
    return addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal', {}, { machines, nodeSubnets }) });
  };

const metalBehind = (endpoint: IControlPlaneEndpoint) => (app: App) => {
  const stack = stackIn(app);
  return addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal'), endpoint });
};

interface Beside {
  readonly stack?: string;
  readonly clusterName?: string;
  readonly endpoint?: string;
}

/** The cluster 'home' in the stack 'one', and another one. */
const besideHome = (other: Beside) => (app: App) => {
  const one = stackIn(app, 'one');
  const { stack = 'one', clusterName = 'other', endpoint = 'other.example.org' } = other;
  const second = stack === 'one' ? one : stackIn(app, stack);
  addCluster(one, 'Home', {
    clusterName: 'home',
    endpoint: ControlPlaneEndpoint.external('home.example.org'),
    controlPlane: metal(one, 'A', { address: '192.0.2.10' }),
  });
  addCluster(second, 'Other', {
    clusterName,
    endpoint: ControlPlaneEndpoint.external(endpoint),
    controlPlane: metal(second, 'B', { address: '192.0.2.11' }),
  });
};

/** The small cluster with its workers in a network of their own. */
function workersIn(prefix: string): Mended['right'] {
  return small({
    worker: {
      network: { cidr: `${prefix}.0/24`, gateway: `${prefix}.1` },
      machines: ProxmoxMachines.numbered(1, { firstAddress: `${prefix}.21` }),
    },
  });
}

/** A manifest of so many texts that compress badly. */
function configMap(name: string, texts: number): InlineManifest {
  const data = Object.fromEntries(
    Array.from({ length: texts }, (_, index) => [
      `text-${String(index)}`,
      createHash('sha512').update(String(index)).digest('base64'),
    ]),
  );
  return { name, contents: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }) };
}

function carrying(...inlineManifests: InlineManifest[]): Mended['right'] {
  return smallAws({ controlPlane: { configPatches: [ConfigPatch.merge({ cluster: { inlineManifests } })] } });
}

/** TALOS050 to TALOS099. */
export const cluster: MendedChecks = {
  TALOS050: {
    wrong: small({ controlPlane: controlPlanes(2) }),
    right: small({ controlPlane: controlPlanes(3) }),
  },
  TALOS051: {
    wrong: small({ worker: { name: 'control-plane' } }),
    right: small({ worker: { name: 'storage' } }),
  },
  TALOS052: {
    wrong: small({ worker: workersFrom('10.10.0.11') }),
    right: small({ worker: workersFrom('10.10.0.12') }),
  },
  TALOS053: {
    wrong: withCluster({ kubernetesVersion: 'v1.37.0' }),
    right: withCluster({ kubernetesVersion: 'v1.36.3' }),
  },
  TALOS054: {
    wrong: small({ image: { talosVersion: 'v1.12.11' }, cluster: { versionContract: VersionContract.V1_13 } }),
    right: small({ image: { talosVersion: 'v1.12.11' }, cluster: { versionContract: VersionContract.V1_12 } }),
  },
  TALOS055: {
    wrong: smallAws({ cluster: { endpoint: ControlPlaneEndpoint.virtualIp('10.140.0.9') } }),
    // Behind the load balancer.
    right: smallAws({}),
  },
  TALOS056: {
    wrong: withCluster({ endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.22') }),
    right: withCluster({ endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.23') }),
  },
  TALOS057: {
    wrong: withCluster({ endpoint: ControlPlaneEndpoint.virtualIp('10.99.0.10') }),
    right: withCluster({ endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10') }),
  },
  TALOS058: {
    wrong: (app) => {
      const stack = stackIn(app);
      const pool = metal(stack, 'Metal');
      return addCluster(stack, 'Cluster', { controlPlane: pool, workerPools: [pool] });
    },
    right: (app) => {
      const stack = stackIn(app);
      const [pool, other] = [metal(stack, 'Metal'), metal(stack, 'More', { address: '192.0.2.11' })];
      return addCluster(stack, 'Cluster', { controlPlane: pool, workerPools: [other] });
    },
  },
  TALOS059: {
    wrong: (app) => {
      const [here, there] = [stackIn(app, 'here'), stackIn(app, 'there')];
      return addCluster(here, 'Cluster', { controlPlane: metal(there, 'Metal') });
    },
    right: (app) => {
      const here = stackIn(app, 'here');
      return addCluster(here, 'Cluster', { controlPlane: metal(here, 'Metal') });
    },
  },
  TALOS060: {
    wrong: (app) => {
      let own = '';
      const itself = Lazy.stringValue({ produce: () => own });
      const configPatches = [ConfigPatch.merge({ machine: { certSANs: [itself] } })];
      own = buildSmallAwsCluster(app, { worker: { configPatches } }).worker.machines[0]?.privateAddress ?? '';
    },
    right: smallAws({
      worker: { configPatches: [ConfigPatch.merge({ machine: { certSANs: ['worker.example.org'] } })] },
    }),
  },
  TALOS061: {
    wrong: (app) => {
      const stack = stackIn(app);
      const [pool] = [metal(stack, 'Metal'), metal(stack, 'More', { address: '192.0.2.11' })];
      return addCluster(stack, 'Cluster', { controlPlane: pool });
    },
    right: (app) => {
      const stack = stackIn(app);
      const [pool, other] = [metal(stack, 'Metal'), metal(stack, 'More', { address: '192.0.2.11' })];
      return addCluster(stack, 'Cluster', { controlPlane: pool, workerPools: [other] });
    },
  },
  TALOS063: {
    wrong: withCluster({ clusterName: 'My Cluster' }),
    right: withCluster({ clusterName: 'my-cluster' }),
  },
  TALOS064: {
    wrong: withCluster({ domain: `${'x.'.repeat(115)}k8s.example.org` }),
    right: withCluster({ domain: `${'x.'.repeat(110)}k8s.example.org` }),
  },
  TALOS065: {
    wrong: (app) => {
      const stack = stackIn(app);
      addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal') });
      new TalosProvider(stack, 'Mine');
    },
    right: (app) => {
      const stack = stackIn(app);
      new TalosProvider(stack, 'Mine');
      addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal') });
    },
  },
  TALOS066: {
    wrong: small({ worker: { cores: 2.5 } }),
    right: small({ worker: { cores: 3 } }),
  },
  TALOS067: {
    wrong: withCluster({ workerPools: [], allowSchedulingOnControlPlanes: false }),
    right: withCluster({ workerPools: [], allowSchedulingOnControlPlanes: true }),
  },
  TALOS068: {
    wrong: withCluster({ kubernetesVersion: 'v1.31.4' }),
    right: withCluster({ kubernetesVersion: 'v1.32.4' }),
  },
  TALOS069: {
    wrong: small({
      controlPlane: controlPlanes(3),
      cluster: { endpoint: ControlPlaneEndpoint.external('10.10.0.11') },
    }),
    right: small({
      controlPlane: controlPlanes(3),
      cluster: { endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10') },
    }),
  },
  TALOS070: {
    wrong: () => ControlPlaneEndpoint.external('https://k8s.example.org:7443'),
    right: () => ControlPlaneEndpoint.external('k8s.example.org', { port: 7443 }),
  },
  TALOS071: {
    wrong: small({ worker: { machineConfigPatches: { '0': [swappiness] } } }),
    right: small({ worker: { machineConfigPatches: { 'worker-0': [swappiness] } } }),
  },
  TALOS072: {
    wrong: carrying(configMap('large', 200)),
    right: smallAws({ cluster: { manifests: [ClusterManifest.inline('large', configMap('large', 200).contents)] } }),
  },
  TALOS073: {
    wrong: workersIn('10.96.5'),
    right: workersIn('10.10.5'),
  },
  TALOS074: {
    wrong: metalBehind(ControlPlaneEndpoint.virtualIp('192.0.2.9')),
    right: metalBehind(ControlPlaneEndpoint.virtualIp('192.0.2.9', { link: 'enp1s0' })),
  },
  TALOS075: {
    wrong: metalMachine({ address: '127.0.0.1' }),
    right: metalMachine({ address: '192.0.2.10' }),
  },
  TALOS076: {
    wrong: (app) => {
      const [images, stack] = [stackIn(app, 'images'), stackIn(app)];
      return addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal', {}, { image: imageIn(images) }) });
    },
    right: (app) => {
      const stack = stackIn(app);
      return addCluster(stack, 'Cluster', { controlPlane: metal(stack, 'Metal', {}, { image: imageIn(stack) }) });
    },
  },
  TALOS077: {
    wrong: besideHome({ clusterName: 'home' }),
    right: besideHome({ clusterName: 'home-2' }),
  },
  TALOS078: {
    wrong: besideHome({ stack: 'two', clusterName: 'home' }),
    right: besideHome({ stack: 'two', clusterName: 'home-eu-west-1' }),
  },
  TALOS079: {
    wrong: besideHome({ endpoint: 'home.example.org' }),
    right: besideHome({ endpoint: 'other.example.org' }),
  },
  TALOS080: {
    wrong: metalMachine({ dialAddress: 'https://a.example.org:50000' }),
    right: metalMachine({ dialAddress: 'a.example.org' }),
  },
  TALOS081: {
    wrong: metalMachine({ topology: { region: 'home', zone: 'rack/7' } }),
    right: metalMachine({ topology: { region: 'home', zone: 'rack-7' } }),
  },
  TALOS082: {
    wrong: metalMachines({
      a: { address: '192.0.2.10', dialAddress: '203.0.113.1' },
      b: { address: '192.0.2.11', dialAddress: '203.0.113.1' },
      c: { address: '192.0.2.12' },
    }),
    right: metalMachines({
      a: { address: '192.0.2.10', dialAddress: '203.0.113.1' },
      b: { address: '192.0.2.11', dialAddress: '203.0.113.2' },
      c: { address: '192.0.2.12' },
    }),
  },
  TALOS083: {
    wrong: deployments(named('abc'), named('abcd'), named('abcd')),
    right: deployments(named('abc'), named('abcd'), named('abd')),
  },
  TALOS084: {
    wrong: metalMachines({ a: { address: '10.10.1.11' } }, ['10.10.0.0/24']),
    right: metalMachines({ a: { address: '10.10.0.11' } }, ['10.10.0.0/24']),
  },
};
