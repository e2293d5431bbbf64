import { App } from 'cdktf';
import { Construct } from 'constructs';
import { Cni, StaticMachinePool } from '../../../lib';
import { AwsInstancePool, OperatorCidrs } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, addAwsCluster, buildSmallAwsCluster } from './support/small-aws-cluster';

const CILIUM = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n', { ports: ['cilium'] });

function small(changes: SmallAwsChanges = {}): StackJson | undefined {
  return synthesized((app) => buildSmallAwsCluster(app, changes))[SMALL_AWS];
}
const failure = (changes: SmallAwsChanges): string => reportOf((app) => buildSmallAwsCluster(app, changes));
const dns = { zoneName: 'example.org', recordName: 'k8s.sandbox.example.org' };

/** Who gets through the load balancer's own security group, and on which port. */
function admitted(stack: StackJson | undefined): string[] {
  return Object.entries(stack?.resource?.aws_vpc_security_group_ingress_rule ?? {})
    .filter(([address]) => address.startsWith('LoadBalancer_') && !address.includes('into-control-plane'))
    .map(([, { cidr_ipv4: v4, cidr_ipv6: v6, from_port: port }]) => `${String(v4 ?? v6)} to ${String(port)}`)
    .sort();
}

describe('a load balancer', () => {
  test('forwards the Kubernetes API and the Talos API, without the address of the client', () => {
    const groups = Object.values(small()?.resource?.aws_lb_target_group ?? {});
    const forwarded = { protocol: 'TCP', target_type: 'instance', preserve_client_ip: 'false' };
    expect(groups).toEqual([
      expect.objectContaining({ ...forwarded, port: 6443 }),
      expect.objectContaining({ ...forwarded, port: 50_000 }),
    ]);
    expect(groups.map((group) => group.health_check)).toEqual([
      expect.objectContaining({ protocol: 'TCP' }),
      expect.objectContaining({ protocol: 'TCP' }),
    ]);
  });

  test('has a security group of its own from the start, and crosses zones', () => {
    expect(block(small(), 'resource', 'aws_lb', 'LoadBalancer')).toMatchObject({
      load_balancer_type: 'network',
      enable_cross_zone_load_balancing: true,
      security_groups: [expect.stringContaining('LoadBalancer_Access_SecurityGroup')],
    });
  });

  test('is protected from deletion on request', () => {
    const balancer = (deletionProtection?: boolean): Record<string, unknown> =>
      block(small({ loadBalancer: { deletionProtection } }), 'resource', 'aws_lb', 'LoadBalancer');
    expect(balancer(true).enable_deletion_protection).toBe(true);
    expect(balancer()).not.toHaveProperty('enable_deletion_protection');
  });

  test('on the internet admits operators to both APIs, and NAT gateways to the Kubernetes API', () => {
    expect(admitted(small())).toEqual([
      expect.stringMatching(/^\$\{aws_eip\.Network_eu-central-1a_NatAddress_\w+\.public_ip\}\/32 to 6443$/),
      '203.0.113.0/24 to 50000',
      '203.0.113.0/24 to 6443',
    ]);
  });

  test('is internal unless told otherwise, and admits the VPC to the Kubernetes API', () => {
    const stack = small({ loadBalancer: { scheme: undefined } });
    expect(block(stack, 'resource', 'aws_lb', 'LoadBalancer')).toMatchObject({
      internal: true,
      subnets: [expect.stringContaining('PrivateSubnet'), expect.stringContaining('PrivateSubnet')],
    });
    expect(admitted(stack)).toEqual(['10.140.0.0/16 to 6443', '203.0.113.0/24 to 50000', '203.0.113.0/24 to 6443']);
  });

  test('takes IPv6 networks as such', () => {
    const operators = OperatorCidrs.of(['203.0.113.0/24', '2001:db8::/48']);
    expect(admitted(small({ loadBalancer: { operators } }))).toContain('2001:db8::/48 to 50000');
  });

  test('shows the reason for admitting everybody', () => {
    const operators = OperatorCidrs.anywhere('Public test cluster without data');
    const rules = small({ loadBalancer: { operators } })?.resource?.aws_vpc_security_group_ingress_rule ?? {};
    expect(Object.values(rules)).toContainEqual(
      expect.objectContaining({
        cidr_ipv4: '0.0.0.0/0',
        description: 'Kubernetes API: Public test cluster without data',
      }),
    );
  });

  test('shows a reason that looks like a template as it was typed', () => {
    const operators = OperatorCidrs.anywhere('It costs ${price} a month');
    const rules = small({ loadBalancer: { operators } })?.resource?.aws_vpc_security_group_ingress_rule ?? {};
    expect(Object.values(rules)).toContainEqual(
      expect.objectContaining({ description: 'Kubernetes API: It costs $${price} a month' }),
    );
  });

  test('registers each control plane machine on both ports, and no worker', () => {
    const targets = Object.keys(small({ controlPlane: { count: 3 } })?.resource?.aws_lb_target_group_attachment ?? {});
    expect(targets.map((target) => target.replace(/_[0-9A-F]{8}$/, ''))).toEqual(
      ['kubernetes-api', 'talos-api'].flatMap((port) =>
        [0, 1, 2].map((index) => `LoadBalancer_${port}_control-plane-${String(index)}`),
      ),
    );
  });

  test('is reached by its own name without DNS', () => {
    const machine = block(small(), 'resource', 'talos_machine', 'Cluster_control-plane-0');
    expect(machine.endpoint).toMatch(/^\$\{terraform_data\.LoadBalancer_Name_\w+\.output\.dnsName\}$/);
    expect(small()?.output?.endpoint?.value).toMatch(
      /^https:\/\/\$\{terraform_data\.LoadBalancer_Name_\w+\.output\.dnsName\}:6443$/,
    );
  });

  test('has a Route53 name in a zone that is looked up, and both names in the certificates', () => {
    const stack = small({ loadBalancer: { dns } });
    expect(block(stack, 'data', 'aws_route53_zone', 'LoadBalancer')).toMatchObject({ name: 'example.org' });
    expect(block(stack, 'resource', 'aws_route53_record', 'LoadBalancer')).toMatchObject({
      name: 'k8s.sandbox.example.org',
      type: 'A',
    });
    expect(stack?.output?.endpoint?.value).toBe('https://k8s.sandbox.example.org:6443');
    const configuration = block(stack, 'data', 'talos_machine_configuration', 'Cluster_control-plane-0_Conf');
    const [own = ''] = configuration.config_patches as string[];
    const lists = [...own.matchAll(/certSANs:\n((?: +- .*\n)+)/g)].map((match) => match[1] ?? '');
    expect(lists).toHaveLength(2);
    for (const names of lists) {
      expect(names).toMatch(/\bterraform_data\.LoadBalancer_Name_\w+\.output\.dnsName\b/);
      expect(names).toContain('k8s.sandbox.example.org');
    }
  });

  test('looks no zone up whose id is given', () => {
    const stack = small({ loadBalancer: { dns: { ...dns, hostedZoneId: 'Z0123456789' } } });
    expect(stack?.data?.aws_route53_zone).toBeUndefined();
    expect(block(stack, 'resource', 'aws_route53_record', 'LoadBalancer').zone_id).toBe('Z0123456789');
  });

  test('and every way to it is there before a machine is configured', () => {
    const needed = block(small({ loadBalancer: { dns } }), 'resource', 'talos_machine', 'Cluster_control-plane-0')
      .depends_on as string[];
    for (const type of ['aws_lb_listener', 'aws_lb_target_group_attachment', 'aws_route53_record', 'aws_route']) {
      expect(needed).toContainEqual(expect.stringMatching(new RegExp(`^${type}\\.`)));
    }
    expect(needed).toContainEqual(expect.stringContaining('aws_vpc_security_group_ingress_rule.LoadBalancer_Access'));
    expect(needed).toContainEqual(expect.stringContaining('aws_vpc_security_group_egress_rule.Firewall_ControlPlane'));
  });
});

describe('the synthesis of a load balancer', () => {
  test('fails with a Route53 name outside its zone', () => {
    expect(failure({ loadBalancer: { dns: { zoneName: 'example.org', recordName: 'k8s.example.com' } } })).toContain(
      "TALOS108  small/LoadBalancer\n  the name is not in the zone 'example.org'\n    given:   'k8s.example.com'\n    allowed: a name below the zone, such as 'k8s.example.org'",
    );
  });

  test('fails with a name that only ends like its zone', () => {
    expect(failure({ loadBalancer: { dns: { zoneName: 'example.org', recordName: 'k8s-example.org' } } })).toContain(
      'TALOS108',
    );
  });

  test('fails before machines that are no instances', () => {
    const report = reportOf((app) => {
      const pool = (scope: Construct): StaticMachinePool =>
        new StaticMachinePool(scope, 'Static', { image, machines: { 'cp-0': { address: '10.140.0.5' } } });
      let image = {} as StaticMachinePool['options']['image'];
      buildSmallAwsClusterWith(app, (parts) => {
        image = parts.worker.options.image;
        return pool(parts.worker.node.scope as Construct);
      });
    });
    expect(report).toContain(
      "TALOS112  small/Second/Cluster\n  the load balancer 'small/Second/LoadBalancer' cannot reach this control plane\n    given:   'small/Static', not a pool of EC2 instances",
    );
  });

  test('fails before machines in another security group', () => {
    const report = reportOf((app) => {
      buildSmallAwsClusterWith(
        app,
        ({ worker }) => new AwsInstancePool(worker.node.scope as Construct, 'Other', worker.options),
      );
    });
    expect(report).toContain("given:   'small/Other', in another security group");
  });

  test('fails when workers are in the security group of the control plane', () => {
    const report = reportOf((app) => {
      const { controlPlane } = buildSmallAwsCluster(app);
      new AwsInstancePool(controlPlane.node.scope as Construct, 'Other', controlPlane.options);
    });
    expect(report).toContain(
      "TALOS114  small/LoadBalancer\n  the pool 'small/Other' is in the control plane's security group and is not the control plane",
    );
  });

  /** A second cluster in the same network, whose control plane the test chooses. */
  function buildSmallAwsClusterWith(
    app: App,
    controlPlane: (parts: ReturnType<typeof buildSmallAwsCluster>) => StaticMachinePool | AwsInstancePool,
  ): void {
    const parts = buildSmallAwsCluster(app);
    const scope = new Construct(parts.network.node.scope as Construct, 'Second');
    addAwsCluster(scope, 'second', parts.network, { cluster: { controlPlane: controlPlane(parts) } });
  }
});

describe('security groups', () => {
  test('have a description for every rule, and no rule that admits everything', () => {
    const { resource } = small() ?? {};
    const rules = Object.values(resource?.aws_vpc_security_group_ingress_rule ?? {});
    expect(rules.length).toBeGreaterThan(0);
    expect(
      rules.filter(({ description, ip_protocol: protocol }) => description === undefined || protocol === '-1'),
    ).toEqual([]);
    expect(Object.values(resource?.aws_security_group ?? {}).filter((group) => 'ingress' in group)).toEqual([]);
  });

  test('open the ports of the pod network that is named', () => {
    const names = (stack: StackJson | undefined): string[] =>
      Object.keys(stack?.resource?.aws_vpc_security_group_ingress_rule ?? {});
    expect(names(small()).join()).toContain('flannel-vxlan-from-worker');
    const cilium = names(small({ firewall: { cni: CILIUM }, cluster: { cni: CILIUM } })).join();
    expect(cilium).toContain('cilium-vxlan-from-worker');
    expect(cilium).not.toContain('flannel');
  });
});

test('two clusters in one network share no name', () => {
  const stack = synthesized((app) => {
    const { network } = buildSmallAwsCluster(app);
    const scope = new Construct(network.node.scope as Construct, 'Second');
    addAwsCluster(scope, 'second', network, {
      controlPlane: { name: 'second-control-plane' },
      worker: { name: 'second-worker' },
    });
  })[SMALL_AWS];
  for (const type of [
    'aws_security_group',
    'aws_lb',
    'aws_lb_target_group',
    'aws_iam_role',
    'aws_iam_instance_profile',
  ]) {
    const names = Object.values(stack?.resource?.[type] ?? {}).map(({ name }) => String(name));
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    if (type.startsWith('aws_lb')) expect(names.filter((name) => name.length > 32)).toEqual([]);
  }
});

describe('the rules of the load balancer', () => {
  const operators = (count: number, of: (index: number) => string): OperatorCidrs =>
    OperatorCidrs.of(Array.from({ length: count }, (_, index) => of(index)));

  test('are refused where EC2 takes no more, for each IP version', () => {
    const report = failure({ loadBalancer: { operators: operators(30, (index) => `203.0.113.${String(index)}/32`) } });
    expect(report).toContain(
      "TALOS120  small/LoadBalancer\n  the load balancer's security group would have 61 rules for IPv4\n    given:   31 networks, with a rule for each port\n    allowed: 60 rules",
    );
    expect(
      failure({ loadBalancer: { operators: operators(31, (index) => `2001:db8:${String(index)}::/48`) } }),
    ).toContain('would have 62 rules for IPv6');
  });

  test('fit up to that', () => {
    const most = operators(29, (index) => `203.0.113.${String(index)}/32`);
    expect(() => small({ loadBalancer: { operators: most } })).not.toThrow();
  });
});
