import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  ImageFactorySchematicProps,
  IngressFirewall,
  StaticMachinePool,
  StaticMachinePoolProps,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../../lib';
import {
  AwsHostedZone,
  AwsHostedZoneProps,
  AwsInstancePool,
  AwsInstancePoolProps,
  AwsLoadBalancer,
  AwsLoadBalancerProps,
  AwsNetwork,
  AwsNetworkProps,
  AwsNodeFirewall,
  AwsNodeFirewallProps,
  ExistingAwsNetworkProps,
  OperatorCidrs,
  OfficialAmiProps,
  OwnAmiProps,
  RawImageAmiProps,
  TalosAmi,
} from '../../../lib/aws';
import {
  ProxmoxAccess,
  ProxmoxAccessProps,
  ProxmoxFirewall,
  ProxmoxFirewallProps,
  ProxmoxMachines,
  ProxmoxVersion,
  ProxmoxVmPool,
  ProxmoxVmPoolProps,
} from '../../../lib/proxmox';
import fc from '../property';
import type { Inputs } from './inputs';
import { Recipe, made, written } from './recipe';

/** A program that a user may have written: a kind of cluster, and what is changed about its constructs. */
export interface Program {
  readonly kind: string;
  /** What the props of each construct say otherwise. */
  readonly changes: Readonly<Record<string, Recipe>>;
}

/** Gives the props of a construct: those that work, with what the program says otherwise. */
type Changed = <Props extends object>(part: string, working: Props) => Props;

interface Kind {
  /** The constructs, with the interface of their props. */
  readonly parts: Readonly<Record<string, string>>;
  readonly build: (stack: TerraformStack, changed: Changed) => void;
}

const CLUSTER = {
  clusterName: 'fuzz',
  kubernetesVersion: 'v1.35.4',
  versionContract: VersionContract.V1_13,
  preventDestroy: false,
  ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
};

function image(stack: TerraformStack, changed: Changed): ImageFactorySchematic {
  const props = changed<ImageFactorySchematicProps>('Image', { talosVersion: 'v1.13.9' });
  return new ImageFactorySchematic(stack, 'Image', props);
}

const STATIC: Kind = {
  parts: {
    Image: 'ImageFactorySchematicProps',
    ControlPlane: 'StaticMachinePoolProps',
    Worker: 'StaticMachinePoolProps',
    Cluster: 'TalosClusterProps',
  },
  build: (stack, changed) => {
    const base = { image: image(stack, changed), nodeSubnets: ['10.10.0.0/24'] };
    const controlPlane = new StaticMachinePool(
      stack,
      'ControlPlane',
      changed<StaticMachinePoolProps>('ControlPlane', { ...base, machines: { first: { address: '10.10.0.11' } } }),
    );
    const worker = new StaticMachinePool(
      stack,
      'Worker',
      changed<StaticMachinePoolProps>('Worker', {
        ...base,
        machines: { 'worker-0': { address: '10.10.0.21' }, 'worker-1': { address: '10.10.0.22' } },
      }),
    );
    const props = changed<TalosClusterProps>('Cluster', {
      ...CLUSTER,
      endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10', { link: 'eno1' }),
      controlPlane,
      workerPools: [worker],
    });
    new TalosCluster(stack, 'Cluster', props);
  },
};

const PROXMOX: Kind = {
  parts: {
    Image: 'ImageFactorySchematicProps',
    Firewall: 'ProxmoxFirewallProps',
    Access: 'ProxmoxAccessProps',
    ControlPlane: 'ProxmoxVmPoolProps',
    Worker: 'ProxmoxVmPoolProps',
    Cluster: 'TalosClusterProps',
  },
  build: (stack, changed) => {
    const firewall = new ProxmoxFirewall(
      stack,
      'Firewall',
      changed<ProxmoxFirewallProps>('Firewall', { operators: OperatorCidrs.of(['192.168.1.0/24']) }),
    );
    new ProxmoxAccess(
      stack,
      'Access',
      changed<ProxmoxAccessProps>('Access', {
        proxmoxVersion: ProxmoxVersion.of('9.0'),
        proxmoxNodes: ['pve1', 'pve2'],
        datastores: ['local', 'local-lvm'],
      }),
    );
    const base = {
      image: image(stack, changed),
      network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
      proxmoxNodes: ['pve1', 'pve2'],
      cores: 2,
      memoryMiB: 4096,
      diskGiB: 20,
    };
    const controlPlane = new ProxmoxVmPool(
      stack,
      'ControlPlane',
      changed<ProxmoxVmPoolProps>('ControlPlane', {
        ...base,
        firewall: firewall.controlPlane,
        machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11', firstVmId: 311 }),
      }),
    );
    const worker = new ProxmoxVmPool(
      stack,
      'Worker',
      changed<ProxmoxVmPoolProps>('Worker', {
        ...base,
        firewall: firewall.workers,
        machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21', firstVmId: 321 }),
      }),
    );
    const props = changed<TalosClusterProps>('Cluster', {
      ...CLUSTER,
      endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
      controlPlane,
      workerPools: [worker],
    });
    new TalosCluster(stack, 'Cluster', props);
  },
};

/** The network and the image of a cluster on AWS: there are several of each. */
interface AwsParts {
  readonly parts: Readonly<Record<string, string>>;
  readonly network: (stack: TerraformStack, changed: Changed) => AwsNetwork | ReturnType<typeof AwsNetwork.fromIds>;
  readonly ami: (stack: TerraformStack, changed: Changed) => ReturnType<typeof TalosAmi.official>;
}

const OWN_NETWORK: AwsParts = {
  parts: { Network: 'AwsNetworkProps', Ami: 'OfficialAmiProps' },
  network: (stack, changed) =>
    new AwsNetwork(
      stack,
      'Network',
      changed<AwsNetworkProps>('Network', {
        region: 'eu-central-1',
        cidr: '10.140.0.0/16',
        availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      }),
    ),
  ami: (stack, changed) =>
    TalosAmi.official(stack, 'Ami', changed<OfficialAmiProps>('Ami', { talosVersion: 'v1.13.9' })),
};

const EXISTING_NETWORK: AwsParts = {
  parts: { Network: 'ExistingAwsNetworkProps', Image: 'ImageFactorySchematicProps', Ami: 'RawImageAmiProps' },
  network: (stack, changed) =>
    AwsNetwork.fromIds(
      stack,
      'Network',
      changed<ExistingAwsNetworkProps>('Network', {
        region: 'eu-central-1',
        vpcId: 'vpc-0123456789abcdef0',
        cidr: '10.140.0.0/16',
        privateSubnets: [{ id: 'subnet-1', zone: 'eu-central-1a', cidr: '10.140.1.0/24' }],
        publicSubnets: [{ id: 'subnet-2', zone: 'eu-central-1a', cidr: '10.140.2.0/24' }],
        natAddresses: [{ name: 'a', address: '203.0.113.7' }],
      }),
    ),
  ami: (stack, changed) =>
    TalosAmi.fromRawImage(
      stack,
      'Ami',
      changed<RawImageAmiProps>('Ami', {
        image: image(stack, changed),
        architecture: 'amd64',
        bucket: 'images',
        key: 'talos-v1.13.9-amd64.raw',
      }),
    ),
};

const OWN_AMI: AwsParts = {
  ...OWN_NETWORK,
  parts: { ...OWN_NETWORK.parts, Image: 'ImageFactorySchematicProps', Ami: 'OwnAmiProps' },
  ami: (stack, changed) =>
    TalosAmi.fromAmiId(
      stack,
      'Ami',
      changed<OwnAmiProps>('Ami', {
        image: image(stack, changed),
        amiId: 'ami-0123456789abcdef0',
        architecture: 'amd64',
      }),
    ),
};

function onAws({ parts, network: networkOf, ami }: AwsParts): Kind {
  return {
    parts: {
      ...parts,
      Zone: 'AwsHostedZoneProps',
      Firewall: 'AwsNodeFirewallProps',
      LoadBalancer: 'AwsLoadBalancerProps',
      ControlPlane: 'AwsInstancePoolProps',
      Worker: 'AwsInstancePoolProps',
      Cluster: 'TalosClusterProps',
    },
    build: (stack, changed) => {
      const network = networkOf(stack, changed);
      const firewall = new AwsNodeFirewall(stack, 'Firewall', changed<AwsNodeFirewallProps>('Firewall', { network }));
      const zone = new AwsHostedZone(stack, 'Zone', changed<AwsHostedZoneProps>('Zone', { zoneName: 'example.org' }));
      const base = { image: ami(stack, changed), count: 1, instanceType: 'm7i.large', diskGiB: 40 };
      const controlPlane = new AwsInstancePool(
        stack,
        'ControlPlane',
        changed<AwsInstancePoolProps>('ControlPlane', { ...base, securityGroup: firewall.controlPlane }),
      );
      const worker = new AwsInstancePool(
        stack,
        'Worker',
        changed<AwsInstancePoolProps>('Worker', { ...base, count: 2, securityGroup: firewall.workers }),
      );
      const endpoint = new AwsLoadBalancer(
        stack,
        'LoadBalancer',
        changed<AwsLoadBalancerProps>('LoadBalancer', {
          firewall,
          operators: OperatorCidrs.of(['203.0.113.0/24']),
          dns: zone.record('k8s.example.org'),
        }),
      );
      const props = changed<TalosClusterProps>('Cluster', {
        ...CLUSTER,
        endpoint,
        controlPlane,
        workerPools: [worker],
      });
      new TalosCluster(stack, 'Cluster', props);
    },
  };
}

/** Every kind of cluster that programs make. */
export const KINDS: Readonly<Record<string, Kind>> = {
  static: STATIC,
  proxmox: PROXMOX,
  aws: onAws(OWN_NETWORK),
  awsExistingNetwork: onAws(EXISTING_NETWORK),
  awsOwnAmi: onAws(OWN_AMI),
};

/** What the constructs of a kind get from each other, and no program says otherwise. */
const BETWEEN_CONSTRUCTS = ['image', 'firewall', 'network', 'securityGroup', 'controlPlane', 'workerPools'];

/** The interfaces of props that programs change. */
export const PROPS: readonly string[] = [...new Set(Object.values(KINDS).flatMap(({ parts }) => Object.values(parts)))];

/** Any program: mostly one construct or two with a few props of which few are odd. */
export function programs(inputs: Inputs, kinds: readonly string[] = Object.keys(KINDS)): fc.Arbitrary<Program> {
  return fc.oneof(
    ...kinds.map((kind) => {
      const parts = Object.entries(KINDS[kind]?.parts ?? {}).map(([part, props]) => {
        const changes = inputs.someOf(props, {
          atMost: 4,
          without:
            props === 'ProxmoxVmPoolProps'
              ? BETWEEN_CONSTRUCTS.filter((name) => name !== 'network')
              : BETWEEN_CONSTRUCTS,
        });
        // Most of what can be said is said about a cluster and its pools.
        const weight = part === 'Cluster' ? 6 : ['ControlPlane', 'Worker'].includes(part) ? 2 : 1;
        return { weight, arbitrary: changes.map((recipe) => [part, recipe] as const) };
      });
      return fc
        .uniqueArray(fc.oneof(...parts), { selector: ([part]) => part, minLength: 1, maxLength: 2 })
        .map((changes): Program => ({ kind, changes: Object.fromEntries(changes) }));
    }),
  );
}

/** Builds the program's stack. */
export function build(app: App, { kind, changes }: Program, name = 'fuzz'): void {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  KINDS[kind]?.build(stack, (part, working) => {
    const change = changes[part];
    return change === undefined ? working : { ...working, ...(made(change) as object) };
  });
}

/** The program as one would tell of it. */
export function told({ kind, changes }: Program): string {
  return [kind, ...Object.entries(changes).map(([part, recipe]) => `  ${part}: ${written(recipe)}`)].join('\n');
}
