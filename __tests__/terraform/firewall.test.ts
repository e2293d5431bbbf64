import { parseAllDocuments } from 'yaml';
import { Cni, ConfigPatch, UpgradeStrategy, VersionContract } from '../../lib';
import { UpgradeGate } from '../../lib/cluster/upgrade-strategy';
import { IngressFirewall } from '../../lib/config/ingress-firewall';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL_AWS, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { OPERATORS, SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig, told } from './support/workspace';

interface FirewallDocument {
  readonly kind?: string;
  readonly name?: string;
  readonly ingress?: string | readonly { readonly subnet: string }[];
  readonly portSelector?: { readonly ports: readonly (number | string)[]; readonly protocol: string };
}

/** The firewall of a machine as Talos's own merge leaves it: the default action, then each rule. */
function firewallOf(workspace: Workspace, machine: string, which = 'Configuration'): string[] {
  const found = workspace
    .state()
    .find(({ type, address }) => type === 'talos_machine_configuration' && address.includes(`_${machine}_${which}_`));
  return parseAllDocuments(found?.values.machine_configuration as string)
    .map((document) => document.toJS() as FirewallDocument)
    .flatMap(({ kind, name, ingress, portSelector }) => {
      if (kind === 'NetworkDefaultActionConfig') return [`default ${typeof ingress === 'string' ? ingress : ''}`];
      if (kind !== 'NetworkRuleConfig' || typeof ingress !== 'object') return [];
      const { ports = [], protocol } = portSelector ?? {};
      return [`${String(name)} ${ports.join()}/${String(protocol)} from ${ingress.map(({ subnet }) => subnet).join()}`];
    });
}

const UNGATED = UpgradeStrategy.rolling({ gate: UpgradeGate.noneAtTheRiskOfQuorum() });
const NODES = '10.10.0.0/24';
const PODS = '10.244.0.0/16';

describe.each([VersionContract.V1_12, VersionContract.V1_13])('with contract %s, the ingress firewall', (contract) => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  const build = (count: number, changes: SmallClusterChanges = {}): void => {
    workspace.synthesize((app) =>
      buildSmallCluster(app, {
        controlPlane: { machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.11', firstVmId: 111 }) },
        ...changes,
        // There are no machines for a gate to ask.
        cluster: { versionContract: contract, upgradeStrategy: UNGATED, ...changes.cluster },
      }),
    );
  };
  const etcd = (count: number): string => {
    const addresses = Array.from({ length: count }, (_, index) => `10.10.0.${String(11 + index)}/32`);
    return `etcd 2379-2380/tcp from ${addresses.join()}`;
  };

  testOnRig('reaches the machines without a warning, and the next plan is empty', () => {
    build(3);
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
    expect(firewallOf(workspace, 'control-plane-0')).toEqual([
      'default block',
      `kubernetes-api 6443/tcp from ${NODES},${PODS},${OPERATORS}`,
      `talos-api 50000/tcp from ${NODES},${OPERATORS}`,
      `trustd 50001/tcp from ${NODES}`,
      etcd(3),
      `kubelet 10250/tcp from ${NODES},${PODS}`,
      `flannel-vxlan 4789/udp from ${NODES}`,
    ]);
    expect(firewallOf(workspace, 'worker-1')).toEqual([
      'default block',
      `talos-api 50000/tcp from ${NODES},${OPERATORS}`,
      `kubelet 10250/tcp from ${NODES},${PODS}`,
      `flannel-vxlan 4789/udp from ${NODES}`,
    ]);
  });

  testOnRig('changes with two control plane machines more on the other control planes, first, and on no worker', () => {
    build(5);
    workspace.clearLog();
    const changes = told(workspace.plan());
    expect(changes.filter((change) => change.startsWith('talos_machine '))).toEqual([
      ...[0, 1, 2].map((index) => `talos_machine Cluster_control-plane-${String(index)}: update`),
      ...[3, 4].map((index) => `talos_machine Cluster_control-plane-${String(index)}: create`),
    ]);
    workspace.apply();
    // A new machine joins etcd: it has to be let in before.
    const machines = workspace.operations().filter(({ type, op }) => type === 'talos_machine' && op !== 'read');
    expect(machines.map(({ op }) => op)).toEqual(['update', 'update', 'update', 'create', 'create']);
    expect(firewallOf(workspace, 'control-plane-0')).toContain(etcd(5));
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('takes networks of both families, rules of its user, and a patch of a single rule', () => {
    build(1, {
      cluster: {
        network: { podCidrs: ['10.200.0.0/16'], serviceCidrs: ['10.201.0.0/16'] },
        cni: Cni.manifest('cilium', 'kind: List\napiVersion: v1\n', { ports: ['cilium', 'cilium-wireguard'] }),
        ingressFirewall: IngressFirewall.on({
          operators: [OPERATORS, '2001:db8:1::/48'],
          rules: [
            { name: 'web', ports: [80, '440-443'], protocol: 'tcp', on: 'workers', from: ['0.0.0.0/0', '::/0'] },
            { name: 'node-exporter', ports: [9100], protocol: 'tcp', on: 'all', fromCluster: true },
          ],
        }),
        configPatches: [
          ConfigPatch.document({
            apiVersion: 'v1alpha1',
            kind: 'NetworkRuleConfig',
            name: 'hubble',
            ingress: [{ subnet: '10.10.0.9/32' }],
          }),
        ],
      },
    });
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    expect(firewallOf(workspace, 'worker-0')).toEqual([
      'default block',
      `talos-api 50000/tcp from ${NODES},${OPERATORS},2001:db8:1::/48`,
      `kubelet 10250/tcp from ${NODES},10.200.0.0/16`,
      `cilium-vxlan 8472/udp from ${NODES}`,
      `cilium-health 4240/tcp from ${NODES}`,
      'hubble 4244/tcp from 10.10.0.9/32',
      `cilium-wireguard 51871/udp from ${NODES}`,
      'web 80,440-443/tcp from 0.0.0.0/0,::/0',
      `node-exporter 9100/tcp from ${NODES},10.200.0.0/16`,
    ]);
  });
});

describe('on AWS, the ingress firewall', () => {
  const workspace = new Workspace(SMALL_AWS);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('comes over the Talos API: no seed holds it, and nothing waits for itself', () => {
    workspace.synthesize((app) => {
      buildSmallAwsCluster(app);
    });
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
    for (const machine of ['control-plane-0', 'worker-0']) {
      expect(firewallOf(workspace, machine, 'Seed')).toEqual([]);
      expect(firewallOf(workspace, machine)[0]).toBe('default block');
    }
    expect(firewallOf(workspace, 'control-plane-0')).toContain('talos-api 50000/tcp from 10.140.0.0/16');
  });
});
