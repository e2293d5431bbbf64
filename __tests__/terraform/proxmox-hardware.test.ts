import { TerraformStack } from 'cdktf';
import { OperatorCidrs } from '../../lib/config/operator-cidrs';
import {
  ProxmoxAccess,
  ProxmoxAddressing,
  ProxmoxFirewall,
  ProxmoxHighAvailability,
  ProxmoxMachines,
  ProxmoxVersion,
  ProxmoxVmPoolProps,
} from '../../lib/proxmox';
import { FULL, FullClusterChanges, buildFullCluster } from '../platforms/proxmox/support/full-cluster';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig, told } from './support/workspace';

/** What the next apply changes. A gate opens anew after every change of its machine, and changes nothing itself. */
function planned(workspace: Workspace): string[] {
  return told(workspace.plan()).filter((line) => !/^terraform_data \S+_Gate: /.test(line));
}

describe('a cluster that uses every option', () => {
  const workspace = new Workspace(FULL);
  const synthesize = (changes: FullClusterChanges = {}): void => {
    workspace.synthesize((app) => {
      buildFullCluster(app, changes);
    });
  };
  beforeAll(() => {
    synthesize();
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  test('is what the provider takes, without a complaint', () => {
    expect(workspace.validate()).toEqual([]);
  });

  testOnRig('is created without a warning, stays as it is, and shows each change alone', () => {
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);

    synthesize({ firewall: { operators: OperatorCidrs.of(['192.168.7.0/24']) } });
    expect(told(workspace.plan())).toEqual(['proxmox_virtual_environment_firewall_ipset Firewall_Operators: update']);

    synthesize({ firewall: { kubeSpan: true } });
    expect(told(workspace.plan())).toEqual([
      'proxmox_virtual_environment_cluster_firewall_security_group Firewall_ControlPlane: update',
      'proxmox_virtual_environment_cluster_firewall_security_group Firewall_Workers: update',
    ]);

    synthesize({
      controlPlane: {
        machines: ProxmoxMachines.numbered(1, {
          firstAddress: '10.10.0.11',
          firstIpv6Address: 'fd00:10::11',
          firstVmId: 111,
        }),
      },
    });
    const shrunk = told(workspace.plan());
    expect(shrunk).toContain('proxmox_virtual_environment_firewall_ipset Firewall_ControlPlanes: update');
    expect(shrunk.filter((line) => line.startsWith('proxmox_virtual_environment_vm'))).toEqual([
      'proxmox_virtual_environment_vm ControlPlane_control-plane-1: delete',
      'proxmox_virtual_environment_vm ControlPlane_control-plane-2: delete',
    ]);

    synthesize();
    expect(workspace.destroy()).not.toContain('Warning');
    expect(workspace.state()).toEqual([]);
  });
});

describe('on a running cluster', () => {
  const workspace = new Workspace(SMALL);
  const synthesize = (changes: SmallClusterChanges = {}): void => {
    workspace.synthesize((app) => buildSmallCluster(app, changes));
  };
  /** The firewall of the stack, made when it is first asked for: pools are made before the cluster. */
  const firewallOf = (stack: TerraformStack): ProxmoxFirewall =>
    new ProxmoxFirewall(stack, 'Firewall', { operators: OperatorCidrs.of(['192.168.1.0/24']) });

  beforeAll(() => {
    synthesize();
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  const vms = (action: string): string[] =>
    [0, 1].map((index) => `proxmox_virtual_environment_vm Worker_worker-${String(index)}: ${action}`);
  const configured = [0, 1].map((index) => `talos_machine Cluster_worker-${String(index)}: update`);

  const ROWS: readonly {
    readonly change: string;
    readonly worker: Partial<ProxmoxVmPoolProps>;
    readonly effect: readonly string[];
  }[] = [
    { change: 'a disk', worker: { additionalDisks: { scsi1: { sizeGiB: 50 } } }, effect: vms('update') },
    {
      change: 'a network',
      worker: { additionalNetworks: [{ bridge: 'vmbr1', addressing: ProxmoxAddressing.dhcp() }] },
      effect: [...vms('update'), ...configured],
    },
    { change: 'a PCI device', worker: { pciDevices: [{ mapping: 'gpu' }] }, effect: vms('update') },
    {
      change: 'a watchdog and randomness',
      worker: { watchdog: 'i6300esb', randomGenerator: true },
      effect: vms('update'),
    },
    { change: 'tags', worker: { tags: ['prod'] }, effect: vms('update') },
    { change: 'a start order', worker: { startOrder: { order: 2 } }, effect: vms('update') },
    { change: 'protection', worker: { protection: true }, effect: vms('update') },
    { change: 'a Proxmox pool', worker: { proxmoxPool: 'kubernetes' }, effect: vms('update') },
    {
      change: 'IPv6',
      worker: {
        network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1', ipv6: { cidr: 'fd00:10::/64' } },
        machines: ProxmoxMachines.numbered(2, {
          firstAddress: '10.10.0.21',
          firstIpv6Address: 'fd00:10::21',
          firstVmId: 121,
        }),
      },
      // Talos's own firewall admits the new network everywhere.
      effect: ['talos_machine Cluster_control-plane-0: update', ...configured],
    },
    {
      change: 'a search domain',
      worker: { network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1', searchDomain: 'home.arpa' } },
      effect: configured,
    },
    {
      change: 'high availability',
      worker: {
        proxmoxVersion: ProxmoxVersion.of('9.0'),
        highAvailability: ProxmoxHighAvailability.rules({ sharedDatastores: ['local-lvm'], keepApart: true }),
      },
      effect: [
        'proxmox_haresource Worker_HighAvailability_worker-0: create',
        'proxmox_haresource Worker_HighAvailability_worker-1: create',
        'proxmox_harule Worker_HighAvailability_Apart: create',
        'proxmox_harule Worker_HighAvailability_Nodes: create',
      ],
    },
  ];

  testOnRig('the cluster is created', () => {
    workspace.apply();
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig.each(ROWS)('$change changes this and nothing else', ({ worker, effect }) => {
    synthesize({ worker });
    expect(planned(workspace)).toEqual([...effect].sort());
  });

  // A changed instance type is a changed node label, which reaches the running node.
  testOnRig.each([
    { change: 'cores', worker: { cores: 4 } },
    { change: 'sockets', worker: { sockets: 2 } },
    { change: 'memory', worker: { memoryMiB: 8192 } },
  ])('$change change the VMs in place, and the label of the instance type', ({ worker }) => {
    synthesize({ worker });
    expect(planned(workspace)).toEqual([...vms('update'), ...configured].sort());
  });

  testOnRig('a firewall is created beside the machines, and turned on at their network devices', () => {
    workspace.synthesize((app) => {
      let firewall: ProxmoxFirewall | undefined;
      buildSmallCluster(app, {
        get worker(): Partial<ProxmoxVmPoolProps> {
          firewall ??= firewallOf(app.node.findChild(SMALL) as TerraformStack);
          return { firewall: firewall.workers };
        },
      });
    });
    expect(told(workspace.plan())).toEqual(
      [
        ...['ControlPlane', 'Workers'].map(
          (group) => `proxmox_virtual_environment_cluster_firewall_security_group Firewall_${group}: create`,
        ),
        ...['ControlPlanes', 'Operators', 'WorkerNodes'].map(
          (set) => `proxmox_virtual_environment_firewall_ipset Firewall_${set}: create`,
        ),
        ...[0, 1].flatMap((index) => [
          `proxmox_virtual_environment_firewall_options Worker_worker-${String(index)}_Firewall_Options: create`,
          `proxmox_virtual_environment_firewall_rules Worker_worker-${String(index)}_Firewall_Rules: create`,
        ]),
        ...vms('update'),
      ].sort(),
    );
  });
});

describe('access for Terraform', () => {
  const workspace = new Workspace('access');
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('is created without a warning, and stays as it is', () => {
    workspace.synthesize((app) => {
      const stack = new TerraformStack(app, 'access');
      new ProxmoxAccess(stack, 'Access', {
        proxmoxVersion: ProxmoxVersion.of('9.1'),
        proxmoxNodes: ['pve1', 'pve2'],
        datastores: ['local', 'local-lvm'],
        features: ['guest-agent', 'high-availability', 'firewall', 'start-order', 'proxmox-pool', 'sdn', 'pci-mapping'],
        pciMappings: ['gpu'],
        proxmoxPool: 'kubernetes',
      });
    });
    workspace.init();
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
    workspace.destroy();
  });
});
