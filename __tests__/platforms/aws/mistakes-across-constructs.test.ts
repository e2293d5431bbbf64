import { App } from 'cdktf';
import { ControlPlaneEndpoint, IControlPlaneEndpoint, TalosCluster, VersionContract } from '../../../lib';
import {
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNodeFirewall,
  OperatorCidrs,
  TalosAmi,
} from '../../../lib/aws';
import { reportOf, synthesized } from '../../support/synthesis';
import { awsStack } from './support/small-aws-cluster';

/** Two control planes of one machine, in one network. */
function build(
  app: App,
  endpoints: (balancers: readonly AwsLoadBalancer[]) => readonly (IControlPlaneEndpoint | undefined)[],
): void {
  const stack = awsStack(app);
  const network = new AwsNetwork(stack, 'Network', {
    region: 'eu-central-1',
    cidr: '10.140.0.0/16',
    availabilityZones: ['eu-central-1a'],
  });
  const parts = ['One', 'Two'].map((id) => {
    const firewall = new AwsNodeFirewall(stack, `${id}Firewall`, { network });
    const balancer = new AwsLoadBalancer(stack, `${id}Balancer`, {
      firewall,
      operators: OperatorCidrs.of(['192.0.2.0/24']),
    });
    const pool = new AwsInstancePool(stack, `${id}Pool`, {
      image: TalosAmi.official(stack, `${id}Image`, { talosVersion: 'v1.13.9' }),
      securityGroup: firewall.controlPlane,
      count: 1,
      instanceType: 'm7i.large',
      diskGiB: 40,
    });
    return { id, balancer, pool };
  });
  endpoints(parts.map(({ balancer }) => balancer)).forEach((endpoint, index) => {
    const part = parts[index];
    if (endpoint === undefined || part === undefined) return;
    new TalosCluster(stack, part.id, {
      clusterName: part.id.toLowerCase(),
      kubernetesVersion: 'v1.35.4',
      versionContract: VersionContract.V1_13,
      endpoint,
      controlPlane: part.pool,
    });
  });
}

test('two clusters with a load balancer each are right', () => {
  const { small } = synthesized((app) => {
    build(app, (balancers) => balancers);
  });
  expect(Object.keys(small?.resource?.aws_lb ?? {})).toHaveLength(2);
});

test('one load balancer before two clusters fails', () => {
  const report = reportOf((app) => {
    build(app, ([one]) => [one, one]);
  });
  expect(report).toContain(
    [
      'TALOS113  small/Two',
      "  the load balancer 'small/OneBalancer' already stands before 'small/OnePool'",
      "    given:   'small/OnePool' and 'small/TwoPool'",
    ].join('\n'),
  );
});

test('a pool that is seeded at first boot and belongs to no cluster fails', () => {
  const report = reportOf((app) => {
    build(app, ([one]) => [one]);
  });
  expect(report).toContain(
    "TALOS061  small/TwoPool\n  no cluster gives the machines of this pool their configuration\n    given:   pool 'small/TwoPool', in no cluster",
  );
});

test('a virtual IP before machines of AWS fails', () => {
  const report = reportOf((app) => {
    build(app, ([, two]) => [ControlPlaneEndpoint.virtualIp('10.140.0.9'), two]);
  });
  expect(report).toContain(
    "TALOS055  small/One\n  a virtual IP needs a shared layer 2 segment, which platform 'aws' has not",
  );
});
