import { ConfigPatch } from '../../lib';
import { NatGateways, OperatorCidrs } from '../../lib/aws';
import { SMALL_AWS, SmallAwsChanges, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { Operation, Workspace, overlapping, testOnRig, told } from './support/workspace';

const workspace = new Workspace(SMALL_AWS);
const synthesize = (changes: SmallAwsChanges = {}): void => {
  workspace.synthesize((app) => {
    buildSmallAwsCluster(app, { ...changes, controlPlane: { count: 3, ...changes.controlPlane } });
  });
};

const WORKERS = ['worker-0', 'worker-1'];
const MACHINES = ['control-plane-0', 'control-plane-1', 'control-plane-2', ...WORKERS];
const configured = (machines: readonly string[]): string[] =>
  machines.map((name) => `talos_machine Cluster_${name}: update`);
/** Machines that are changed, and the gates behind them. */
const changed = (machines: readonly string[]): string[] => [
  ...configured(machines),
  ...machines.map((name) => `terraform_data Cluster_${name}_Gate: delete then create`),
];
const instances = (machines: readonly string[]): string[] =>
  machines.map((name) => `aws_instance Worker_${name}: update`);
const patch = ConfigPatch.merge({ machine: { sysctls: { 'vm.max_map_count': '262144' } } });
const ZONES = ['eu-central-1a', 'eu-central-1b'];

interface Row {
  readonly change: string;
  readonly props: SmallAwsChanges;
  readonly effect: readonly string[];
}

/** What each change does, and that it does no more. */
const EFFECTS: readonly Row[] = [
  { change: 'nothing', props: {}, effect: [] },
  {
    change: 'a node label of the worker pool',
    props: { worker: { nodeLabels: { tier: 'web' } } },
    effect: changed(WORKERS),
  },
  { change: 'a patch of the cluster', props: { cluster: { configPatches: [patch] } }, effect: changed(MACHINES) },
  {
    change: 'a tag of the workers',
    props: { worker: { tags: { team: 'web' } } },
    effect: [
      ...instances(WORKERS),
      'aws_iam_instance_profile Worker_Role_Profile: update',
      'aws_iam_role Worker_Role: update',
    ],
  },
  {
    change: 'the instance type of the workers',
    props: { worker: { instanceType: 'm7i.xlarge' } },
    effect: [...instances(WORKERS), ...changed(WORKERS)],
  },
  { change: 'a larger disk', props: { worker: { diskGiB: 80 } }, effect: instances(WORKERS) },
  {
    change: 'a zone more',
    props: { network: { availabilityZones: [...ZONES, 'eu-central-1c'] } },
    effect: [
      'aws_lb LoadBalancer: update',
      'aws_network_acl Network_NetworkAcl: update',
      'aws_route Network_eu-central-1c_PrivateRoute: create',
      'aws_route_table Network_eu-central-1c_PrivateRouteTable: create',
      'aws_route_table_association Network_eu-central-1c_PrivateRouteTableAssociation: create',
      'aws_route_table_association Network_eu-central-1c_PublicRouteTableAssociation: create',
      'aws_subnet Network_eu-central-1c_PrivateSubnet: create',
      'aws_subnet Network_eu-central-1c_PublicSubnet: create',
      'aws_vpc_endpoint_route_table_association Network_S3Endpoint_eu-central-1c: create',
    ],
  },
  {
    change: 'a NAT gateway in each zone',
    props: { network: { natGateways: NatGateways.perZone() } },
    effect: [
      'aws_eip Network_eu-central-1b_NatAddress: create',
      'aws_nat_gateway Network_eu-central-1b_NatGateway: create',
      'aws_route Network_eu-central-1b_PrivateRoute: update',
      'aws_vpc_security_group_ingress_rule LoadBalancer_Access_kubernetes-api-from-machines-eu-central-1b: create',
    ],
  },
  {
    change: 'a network of operators more',
    props: { loadBalancer: { operators: OperatorCidrs.of(['203.0.113.0/24', '198.51.100.7/32']) } },
    effect: ['kubernetes-api', 'talos-api'].map(
      (port) =>
        `aws_vpc_security_group_ingress_rule LoadBalancer_Access_${port}-from-operators-198-51-100-7-32: create`,
    ),
  },
  {
    change: 'one worker more',
    props: { worker: { count: 3 } },
    effect: [
      'aws_instance Worker_worker-2: create',
      'talos_machine Cluster_worker-2: create',
      'terraform_data Cluster_worker-2_Born: create',
      'terraform_data Cluster_worker-2_Gate: create',
      'terraform_data Cluster_worker-2_Place: create',
      'terraform_data Cluster_worker-2_Server: create',
    ],
  },
  {
    change: 'one worker fewer',
    props: { worker: { count: 1 } },
    effect: [
      'aws_instance Worker_worker-1: delete',
      'talos_machine Cluster_worker-1: delete',
      'terraform_data Cluster_worker-1_Born: delete',
      'terraform_data Cluster_worker-1_Gate: delete',
      'terraform_data Cluster_worker-1_Place: delete',
      'terraform_data Cluster_worker-1_Server: delete',
    ],
  },
];

const WAY_IN = new Set([
  'aws_lb_listener',
  'aws_lb_target_group_attachment',
  'aws_route',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_security_group_ingress_rule',
]);
const ended = (operations: readonly Operation[]): number => Math.max(...operations.map((each) => each.ended));
const began = (operations: readonly Operation[]): number => Math.min(...operations.map((each) => each.began));

beforeAll(() => {
  synthesize();
  workspace.init();
});
afterAll(() => {
  workspace.remove();
});

testOnRig('the cluster is created, each machine once the way in to it is there', () => {
  workspace.apply({ RIG_DELAY_MS: '20' });
  const made = workspace.operations().filter((each) => each.op === 'create');
  const machines = made.filter((each) => each.type === 'talos_machine');
  expect(machines).toHaveLength(MACHINES.length);
  expect(ended(made.filter((each) => WAY_IN.has(each.type)))).toBeLessThanOrEqual(began(machines));
  expect(workspace.plan()).toEqual([]);
});

testOnRig('the user data is what EC2 takes', () => {
  const sizes = workspace
    .state()
    .filter((resource) => resource.type === 'aws_instance')
    .map((resource) => Buffer.from(String(resource.values.user_data_base64), 'base64').length);
  expect(sizes).toHaveLength(MACHINES.length);
  expect(Math.max(...sizes)).toBeLessThan(16_384);
});

describe('on a running cluster', () => {
  testOnRig.each(EFFECTS)('$change changes this and nothing else', ({ props, effect }) => {
    synthesize(props);
    expect(told(workspace.plan())).toEqual([...effect].sort());
  });

  testOnRig('another Talos version, and with it another AMI, replaces nothing', () => {
    synthesize({ talosVersion: 'v1.13.10' });
    expect(told(workspace.plan())).toEqual(changed(MACHINES).sort());
  });

  testOnRig('another Kubernetes version replaces nothing', () => {
    synthesize({ cluster: { kubernetesVersion: 'v1.36.3' } });
    const changes = workspace.plan();
    expect(told(changes)).toContain('talos_cluster Cluster_Kubernetes: update');
    expect(changes.filter(({ actions }) => actions.includes('delete'))).toEqual([]);
  });

  testOnRig('an instance that is gone is made anew and registered, and its machine alone is configured anew', () => {
    synthesize();
    const lost = workspace
      .state()
      .find(({ address }) => address.startsWith('aws_instance.ControlPlane_control-plane-1'));
    const changes = told(workspace.plan({ RIG_GONE: `aws_instance .*id=${String(lost?.values.id)}` }));
    expect(changes).toEqual([
      'aws_instance ControlPlane_control-plane-1: create',
      'aws_lb_target_group_attachment LoadBalancer_kubernetes-api_control-plane-1: delete then create',
      'aws_lb_target_group_attachment LoadBalancer_talos-api_control-plane-1: delete then create',
      'talos_cluster Cluster_Kubernetes: update',
      'talos_machine Cluster_control-plane-1: delete then create',
      'terraform_data Cluster_control-plane-1_Born: delete then create',
      'terraform_data Cluster_control-plane-1_Gate: delete then create',
      'terraform_data Cluster_control-plane-1_Place: update',
      'terraform_data Cluster_control-plane-1_Server: delete then create',
    ]);
  });

  testOnRig('another instance type stops one instance of a pool at a time', () => {
    const types = { controlPlane: { instanceType: 'm7i.2xlarge' }, worker: { instanceType: 'm7i.4xlarge' } };
    synthesize(types);
    workspace.clearLog();
    workspace.apply({ RIG_DELAY_MS: '40' });
    const stopped = workspace.operations().filter((each) => each.type === 'aws_instance' && each.op === 'update');
    expect(stopped).toHaveLength(MACHINES.length);
    for (const { instanceType } of Object.values(types)) {
      expect(overlapping(stopped.filter(({ strings }) => strings.instance_type === instanceType))).toBe(false);
    }
  });
});

testOnRig('the cluster is destroyed, the way in last', () => {
  workspace.clearLog();
  workspace.destroy();
  const gone = workspace.operations().filter((each) => each.op === 'delete');
  const machines = gone.filter((each) => each.type === 'talos_machine');
  const way = gone.filter((each) => ['aws_lb_listener', 'aws_lb_target_group_attachment'].includes(each.type));
  expect(machines).toHaveLength(MACHINES.length);
  expect(began(way)).toBeGreaterThanOrEqual(ended(machines));
});
