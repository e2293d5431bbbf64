import { App, TerraformStack } from 'cdktf';
import { Cni, acceptWarning } from '../../../lib';
import { OperatorCidrs } from '../../../lib/config/operator-cidrs';
import { NodeRole, PORTS } from '../../../lib/config/ports';
import { ProxmoxFirewall, ProxmoxFirewallProps } from '../../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { FULL, FullClusterChanges, buildFullCluster } from './support/full-cluster';

interface Rule {
  readonly type: string;
  readonly action: string;
  readonly source: string;
  readonly proto: string;
  readonly dport: string;
  readonly comment: string;
}

const full = (changes: FullClusterChanges = {}): StackJson | undefined =>
  synthesized((app) => {
    buildFullCluster(app, changes);
  })[FULL];

/** The rules without any machine behind them. */
const alone = (props: Partial<ProxmoxFirewallProps>): StackJson | undefined =>
  synthesized((app) => {
    new ProxmoxFirewall(new TerraformStack(app, 'alone'), 'Firewall', {
      operators: OperatorCidrs.of(['192.168.1.0/24']),
      ...props,
    });
  }).alone;

const CILIUM = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: cilium }\n', {
  ports: ['cilium', 'cilium-wireguard'],
});

function rules(stack: StackJson | undefined, group: string): readonly Rule[] {
  const type = 'proxmox_virtual_environment_cluster_firewall_security_group';
  return block(stack, 'resource', type, `Firewall_${group}`).rule as Rule[];
}

function members(stack: StackJson | undefined, set: string): string[] {
  const { cidr } = block(stack, 'resource', 'proxmox_virtual_environment_firewall_ipset', `Firewall_${set}`);
  return (cidr as { name: string }[]).map(({ name }) => name);
}

function told(rule: Rule): string {
  return `${rule.proto}/${rule.dport} from ${rule.source}`;
}

describe('the Proxmox firewall', () => {
  const stack = full();

  test('admits to a control plane what the table says, from IP sets', () => {
    expect(rules(stack, 'ControlPlane').map(told)).toEqual([
      'tcp/6443 from +dc/full-cp',
      'tcp/50000 from +dc/full-cp',
      'tcp/2379:2380 from +dc/full-cp',
      'tcp/10250 from +dc/full-cp',
      'udp/4789 from +dc/full-cp',
      'tcp/6443 from +dc/full-w',
      'tcp/50001 from +dc/full-w',
      'tcp/10250 from +dc/full-w',
      'udp/4789 from +dc/full-w',
      'tcp/6443 from +dc/full-op',
      'tcp/50000 from +dc/full-op',
      'tcp/6443 from +dc/full-lb',
      'tcp/50000 from +dc/full-lb',
    ]);
  });

  test('admits to workers less, and etcd to nobody', () => {
    expect(rules(stack, 'Workers').map(told)).toEqual([
      'tcp/50000 from +dc/full-cp',
      'tcp/10250 from +dc/full-cp',
      'udp/4789 from +dc/full-cp',
      'tcp/10250 from +dc/full-w',
      'udp/4789 from +dc/full-w',
      'tcp/50000 from +dc/full-op',
    ]);
    const both = [...rules(stack, 'ControlPlane'), ...rules(stack, 'Workers')];
    expect(both.every(({ type, action, comment }) => type === 'in' && action === 'ACCEPT' && comment !== '')).toBe(
      true,
    );
  });

  test('writes pings by their name', () => {
    const pings = rules(alone({ cni: CILIUM }), 'Workers').filter(({ proto }) => proto === 'icmp');
    expect(pings.map(({ dport }) => dport)).toEqual(['echo-request', 'echo-request']);
  });

  test('knows the machines by their addresses, of both families, and single ones without a prefix', () => {
    expect(members(stack, 'ControlPlanes')).toEqual([
      '10.10.0.11',
      '10.10.0.12',
      '10.10.0.13',
      'fd00:10::11',
      'fd00:10::12',
      'fd00:10::13',
    ]);
    expect(members(stack, 'WorkerNodes')).toEqual(['10.10.0.21', '10.10.0.22', 'fd00:10::21', 'fd00:10::22']);
    expect(members(stack, 'Operators')).toEqual(['10.10.0.250', '192.168.1.0/24']);
    expect(members(stack, 'LoadBalancer')).toEqual(['10.10.0.5']);
  });

  test('drops everything else, lets a lease and neighbours through, and holds no VM to one address', () => {
    const options = 'proxmox_virtual_environment_firewall_options';
    expect(block(stack, 'resource', options, 'ControlPlane_control-plane-0')).toMatchObject({
      enabled: true,
      input_policy: 'DROP',
      output_policy: 'ACCEPT',
      dhcp: false,
      ndp: true,
      radv: false,
      macfilter: true,
      ipfilter: false,
      vm_id: expect.stringMatching(/\.vm_id\}$/) as string,
      node_name: expect.stringMatching(/\.node_name\}$/) as string,
    });
    expect(block(stack, 'resource', options, 'Worker_worker-a')).toMatchObject({ dhcp: true });
  });

  test('is there before a machine is configured', () => {
    const { depends_on: dependencies } = block(stack, 'resource', 'talos_machine', 'Cluster_control-plane-0');
    for (const part of ['Firewall_Options', 'Firewall_Rules', 'Firewall_ControlPlanes', 'Firewall_ControlPlane_']) {
      expect((dependencies as string[]).some((each) => each.includes(part))).toBe(true);
    }
  });

  test('has a rule for every port of the table, once everything is in use', () => {
    const stackWithAll = alone({ cni: CILIUM, kubeSpan: true, talosApiFromPods: true });
    const groups: Readonly<Record<NodeRole, string>> = { 'control-plane': 'ControlPlane', worker: 'Workers' };
    const inUse = new Set([...CILIUM.ports, 'kubespan', 'talos-api-access']);
    for (const port of PORTS.filter(({ feature }) => feature === undefined || inUse.has(feature))) {
      for (const listener of port.listeners) {
        expect(rules(stackWithAll, groups[listener]).some(({ comment }) => comment.startsWith(port.reason))).toBe(true);
      }
    }
  });
});

describe('a firewall that does not fit is told', () => {
  const build =
    (props: Partial<ProxmoxFirewallProps>, pick: (firewall: ProxmoxFirewall) => ProxmoxFirewall['workers']) =>
    (app: App): void => {
      const stack = new TerraformStack(app, 'rules');
      const firewall = new ProxmoxFirewall(stack, 'Firewall', {
        operators: OperatorCidrs.of(['192.168.1.0/24']),
        ...props,
      });
      buildSmallCluster(app, { controlPlane: { firewall: pick(firewall) } });
    };

  test('fails when a control plane is behind the rules of workers', () => {
    const report = reportOf(build({}, (firewall) => firewall.workers));
    expect(report).toContain(`TALOS230  ${SMALL}/ControlPlane`);
    expect(report).toContain('the machines are a control-plane, and their rules are for a worker');
    expect(report).toContain('firewall.controlPlane');
  });

  test('fails when the cluster uses ports that it does not admit', () => {
    const report = reportOf((app) => {
      buildFullCluster(app, { firewall: { cni: Cni.none() } });
    });
    expect(report).toContain('does not let through what the cluster uses: flannel');
  });

  test('fails when its name is too long for a security group', () => {
    const report = reportOf(build({ name: 'a-very-long-name' }, (firewall) => firewall.controlPlane));
    expect(report).toContain('TALOS222  rules/Firewall');
    expect(report).toContain('2 to 15 lower-case letters, digits and dashes');
  });

  test('fails when a load balancer has no network', () => {
    const report = reportOf(build({ loadBalancerCidrs: ['10.0.0.1'] }, (firewall) => firewall.controlPlane));
    expect(report).toContain('TALOS004  rules/Firewall');
  });

  test('warns that it does nothing while that of the datacenter is off, until that is accepted', () => {
    const build = (app: App): ProxmoxFirewall =>
      new ProxmoxFirewall(new TerraformStack(app, 'rules'), 'Firewall', {
        operators: OperatorCidrs.of(['192.168.1.0/24']),
      });
    expect(warningsOf(build).join('\n')).toContain(
      'rules/Firewall: TALOS234 the rules do nothing unless the firewall of the datacenter is on',
    );
    const accepting = (app: App): void => {
      acceptWarning(build(app), 'TALOS234', 'it is on, and admits the office');
    };
    expect(warningsOf(accepting)).toEqual([]);
  });

  test('is off unless it is asked for', () => {
    const stack = synthesized((app) => buildSmallCluster(app))[SMALL];
    expect(Object.keys(stack?.resource ?? {}).filter((type) => type.includes('firewall'))).toEqual([]);
  });
});
