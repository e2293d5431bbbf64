import { App } from 'cdktf';
import { Construct } from 'constructs';
import {
  ControlPlaneEndpoint,
  IControlPlaneEndpoint,
  IngressFirewall,
  TalosCluster,
  VersionContract,
} from '../../../lib';
import {
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNodeFirewall,
  OperatorCidrs,
  TalosAmi,
} from '../../../lib/aws';
import { reportOf, synthesized } from '../../support/synthesis';
import { SmallAwsChanges, addAwsCluster, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

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

describe('the security groups of a cluster behind an endpoint that exists already', () => {
  const behind = (host: string): SmallAwsChanges['cluster'] => ({
    endpoint: ControlPlaneEndpoint.external(host),
    ingressFirewall: IngressFirewall.on({ operators: ['192.0.2.0/24'] }),
  });

  /** Two clusters in one network; what the second is like goes by the firewall of the first. */
  const two =
    (second: (firewall: AwsNodeFirewall, own: AwsNodeFirewall) => SmallAwsChanges) =>
    (app: App): void => {
      const { network, firewall } = buildSmallAwsCluster(app, { cluster: behind('k8s.example.org') });
      const scope = new Construct(network.node.scope as Construct, 'Second');
      const own = new AwsNodeFirewall(scope, 'Own', { network });
      const { controlPlane, worker } = second(firewall, own);
      addAwsCluster(scope, 'second', network, {
        cluster: behind('second.example.org'),
        controlPlane: { name: 'second-control-plane', ...controlPlane },
        worker: { name: 'second-worker', ...worker },
      });
    };

  test('fail where control plane and workers are in the groups of each other', () => {
    const report = reportOf(
      two((_, own) => ({
        controlPlane: { securityGroup: own.workers },
        worker: { securityGroup: own.controlPlane },
      })),
    );
    expect(report).toContain(
      [
        'TALOS114  small/Second/ControlPlane',
        '  this control plane is in the security group of workers',
        '    given:   securityGroup: firewall.workers',
        '    allowed: securityGroup: firewall.controlPlane',
        "    do:      Create a firewall for each cluster, and give the control plane its 'controlPlane' and the workers its 'workers'.",
      ].join('\n'),
    );
    expect(report).toContain(
      'TALOS114  small/Second/Worker\n  these workers are in the security group of the control plane',
    );
  });

  test('fail where workers are in the firewall of another cluster', () => {
    const report = reportOf(
      two((first, own) => ({
        controlPlane: { securityGroup: own.controlPlane },
        worker: { securityGroup: first.workers },
      })),
    );
    expect(report).toContain(
      [
        'TALOS114  small/Second/Worker',
        '  these workers are in another firewall than their control plane, which does not admit them',
        "    given:   firewall.workers of another firewall than that of 'small/Second/ControlPlane'",
        '    allowed: firewall.workers of the firewall whose group the control plane is in',
      ].join('\n'),
    );
    expect(report).toContain('1 mistake in this app');
  });

  test.each([
    ['the workers', {}, { additionalSecurityGroupIds: ['sg-0123456789abcdef0'] }],
    ['the control plane', { additionalSecurityGroupIds: ['sg-0123456789abcdef0'] }, {}],
  ])('are right in another firewall where %s have further groups, which may admit them', (_, controlPlane, worker) => {
    expect(() =>
      synthesized(
        two((first, own) => ({
          controlPlane: { securityGroup: own.controlPlane, ...controlPlane },
          worker: { securityGroup: first.workers, ...worker },
        })),
      ),
    ).not.toThrow();
  });

  test('fail where a second cluster is in the firewall of the first, once', () => {
    const report = reportOf(
      two((first) => ({
        controlPlane: { securityGroup: first.controlPlane },
        worker: { securityGroup: first.workers },
      })),
    );
    expect(report).toContain(
      [
        'TALOS114  small/Second/ControlPlane',
        '  two control planes are in one security group, where each reaches the etcd of the other',
        "    given:   the group of 'small/ControlPlane', of the cluster 'small/Cluster'",
        '    allowed: an AwsNodeFirewall for each cluster',
      ].join('\n'),
    );
    expect(report).toContain('1 mistake in this app');
  });

  test('are right with a firewall for each cluster', () => {
    expect(() =>
      synthesized(
        two((_, own) => ({
          controlPlane: { securityGroup: own.controlPlane },
          worker: { securityGroup: own.workers },
        })),
      ),
    ).not.toThrow();
  });
});
