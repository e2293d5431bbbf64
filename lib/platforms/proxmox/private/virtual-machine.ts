import { Construct } from 'constructs';
import { ITerraformDependable } from 'cdktf';
import {
  VirtualEnvironmentVm,
  VirtualEnvironmentVmAgent,
  VirtualEnvironmentVmInitializationIpConfig,
} from '../../../providers/proxmox/virtual-environment-vm';

/** All that is decided about one VM. */
export interface VirtualMachineProps {
  readonly name: string;
  readonly poolName: string;
  readonly proxmoxNode: string;
  /** Whether the user chose the node: then a change moves the VM. */
  readonly pinned: boolean;
  readonly vmId: number | undefined;
  readonly macAddress: string;
  readonly cores: number;
  readonly cpuType: string;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly diskDatastore: string;
  /** Volume id of the disk image. */
  readonly importFrom: string;
  readonly bridge: string;
  readonly vlanId: number | undefined;
  /** Address with prefix length; undefined for DHCP. */
  readonly address: string | undefined;
  readonly gateway: string | undefined;
  readonly nameservers: readonly string[];
  readonly guestAgent: 'absent' | 'present' | 'gives-address';
  readonly secureBoot: boolean;
  readonly requires: readonly ITerraformDependable[];
}

/** How long Terraform waits for the guest agent to tell a leased address. */
const AGENT_PATIENCE = '5m';

/**
 * Creates the VM of a machine. Every default that bites is set by name; the reasons are facts of bpg/proxmox 0.111 and
 * of Talos on Proxmox.
 */
export function createVirtualMachine(scope: Construct, props: VirtualMachineProps): VirtualEnvironmentVm {
  const vm = new VirtualEnvironmentVm(scope, 'Resource', {
    name: props.name,
    description: `Talos machine of the pool ${props.poolName}. Managed by Terraform; changes by hand are undone.`,
    // The provider compares tags as Proxmox stores them: lower case and sorted.
    tags: ['talos', props.poolName].sort(),
    nodeName: props.proxmoxNode,
    vmId: props.vmId,
    machine: 'q35',
    bios: 'ovmf',
    efiDisk: { datastoreId: props.diskDatastore, type: '4m', fileFormat: 'raw', preEnrolledKeys: false },
    ...(props.secureBoot ? { tpmState: { datastoreId: props.diskDatastore, version: 'v2.0' } } : {}),
    operatingSystem: { type: 'l26' },
    // The provider's default, qemu64, lacks instructions that Talos requires (x86-64-v2).
    cpu: { cores: props.cores, type: props.cpuType },
    // Ballooning takes memory away from under the kubelet.
    memory: { dedicated: props.memoryMiB, floating: 0 },
    scsiHardware: 'virtio-scsi-pci',
    disk: [
      {
        interface: 'scsi0',
        datastoreId: props.diskDatastore,
        importFromAttribute: props.importFrom,
        size: props.diskGiB,
        fileFormat: 'raw',
        discard: 'on',
        ssd: true,
      },
    ],
    bootOrder: ['scsi0'],
    serialDevice: [{ device: 'socket' }],
    agent: agent(props.guestAgent),
    initialization: {
      datastoreId: props.diskDatastore,
      // q35 takes a cloud-init drive on ide0 and ide2 only.
      interface: 'ide2',
      ipConfig: [ipConfig(props)],
      ...(props.nameservers.length === 0 ? {} : { dns: { servers: [...props.nameservers] } }),
    },
    onBoot: true,
    started: true,
    // Talos decides when a node restarts; a change of cores or memory waits for the next restart.
    rebootAfterUpdate: false,
    // Without an agent, a shutdown by ACPI is waited for half an hour.
    stopOnDestroy: true,
    dependsOn: [...props.requires],
    lifecycle: {
      ignoreChanges: [
        // The image is read once; upgrades go over the Talos API.
        'disk[0].import_from',
        // Read at the first boot only; later the machine configuration names the servers.
        'initialization[0].dns',
        // Given at creation; another one would replace the VM.
        'vm_id',
        // Placement is decided at creation: naming another Proxmox node moves nobody, and a migration stays.
        ...(props.pinned ? [] : ['node_name']),
      ],
    },
  });
  // An attribute and not a block: Terraform wants every one of its keys.
  vm.addOverride('network_device', [networkDevice(props)]);
  return vm;
}

function ipConfig({ address, gateway }: VirtualMachineProps): VirtualEnvironmentVmInitializationIpConfig {
  const settings = { address: address ?? 'dhcp', gateway };
  return address?.includes(':') === true ? { ipv6: settings } : { ipv4: settings };
}

function agent(use: VirtualMachineProps['guestAgent']): VirtualEnvironmentVmAgent {
  switch (use) {
    case 'absent':
      return { enabled: false };
    case 'present':
      // The addresses are ours already; waiting for the agent would hold up creation and every refresh.
      return { enabled: true, timeout: AGENT_PATIENCE, waitForIp: { disabled: true } };
    case 'gives-address':
      return { enabled: true, timeout: AGENT_PATIENCE, waitForIp: { ipv4: true } };
  }
}

function networkDevice(props: VirtualMachineProps): Record<string, unknown> {
  return {
    bridge: props.bridge,
    disconnected: null,
    enabled: null,
    firewall: null,
    mac_address: props.macAddress,
    model: 'virtio',
    mtu: null,
    queues: null,
    rate_limit: null,
    trunks: null,
    vlan_id: props.vlanId ?? null,
  };
}
