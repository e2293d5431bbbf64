import { Construct } from 'constructs';
import { ITerraformDependable } from 'cdktf';
import {
  VirtualEnvironmentVm,
  VirtualEnvironmentVmAgent,
  VirtualEnvironmentVmInitializationDns,
  VirtualEnvironmentVmInitializationIpConfig,
} from '../../../providers/proxmox/virtual-environment-vm';
import { ProxmoxAdditionalDisks } from '../proxmox-disks';
import { ProxmoxHardware, ProxmoxStartOrder } from '../proxmox-hardware';
import { NetworkDevice, networkDevice } from './network-device';
import { additionalDisks, diskOptions } from './vm-disks';

/** All that is decided about one VM. */
export interface VirtualMachineProps {
  readonly name: string;
  readonly poolName: string;
  readonly tags: readonly string[];
  readonly proxmoxPool: string | undefined;
  readonly proxmoxNode: string;
  /** Whether the user chose the node, and nothing moves the VM: then a change moves it. */
  readonly pinned: boolean;
  readonly vmId: number | undefined;
  readonly cores: number;
  readonly cpuType: string;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly diskDatastore: string;
  readonly additionalDisks: ProxmoxAdditionalDisks;
  readonly hardware: ProxmoxHardware;
  /** Volume id of the disk image. */
  readonly importFrom: string;
  /** The machine's own first. */
  readonly networkDevices: readonly NetworkDevice[];
  /** Address with prefix length; undefined for DHCP. */
  readonly address: string | undefined;
  readonly gateway: string | undefined;
  readonly nameservers: readonly string[];
  readonly searchDomain: string | undefined;
  readonly guestAgent: 'absent' | 'present' | 'gives-address';
  readonly hasTpm: boolean;
  readonly startOrder: ProxmoxStartOrder | undefined;
  readonly protection: boolean;
  readonly requires: readonly ITerraformDependable[];
}

/** How long Terraform waits for the guest agent to tell a leased address. */
const AGENT_PATIENCE = '5m';

/**
 * Creates the VM of a machine. Every default that bites is set by name; the reasons are facts of bpg/proxmox 0.111 and
 * of Talos on Proxmox.
 */
export function createVirtualMachine(scope: Construct, props: VirtualMachineProps): VirtualEnvironmentVm {
  const { hardware } = props;
  const vm = new VirtualEnvironmentVm(scope, 'Resource', {
    name: props.name,
    description: `Talos machine of the pool ${props.poolName}. Managed by Terraform; changes by hand are undone.`,
    // The provider compares tags as Proxmox stores them: lower case and sorted.
    tags: [...new Set(['talos', props.poolName, ...props.tags])].sort(),
    nodeName: props.proxmoxNode,
    poolId: props.proxmoxPool,
    vmId: props.vmId,
    machine: 'q35',
    bios: 'ovmf',
    efiDisk: { datastoreId: props.diskDatastore, type: '4m', fileFormat: 'raw', preEnrolledKeys: false },
    ...(props.hasTpm ? { tpmState: { datastoreId: props.diskDatastore, version: 'v2.0' } } : {}),
    operatingSystem: { type: 'l26' },
    // The provider's default, qemu64, lacks instructions that Talos requires (x86-64-v2).
    cpu: { cores: props.cores, sockets: hardware.sockets, numa: hardware.numa, type: props.cpuType },
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
        ...diskOptions(hardware.systemDisk ?? {}),
        ssd: hardware.systemDisk?.ssd ?? true,
      },
      ...additionalDisks(props.additionalDisks, props.diskDatastore),
    ],
    bootOrder: ['scsi0'],
    serialDevice: [{ device: 'socket' }],
    ...devices(hardware),
    agent: agent(props.guestAgent),
    initialization: {
      datastoreId: props.diskDatastore,
      // q35 takes a cloud-init drive on ide0 and ide2 only.
      interface: 'ide2',
      ipConfig: [ipConfig(props)],
      ...dns(props),
    },
    onBoot: true,
    started: true,
    ...(props.startOrder === undefined ? {} : { startup: startup(props.startOrder) }),
    ...(props.protection ? { protection: true } : {}),
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
  vm.addOverride('network_device', props.networkDevices.map(networkDevice));
  return vm;
}

function devices({ pciDevices = [], watchdog, randomGenerator }: ProxmoxHardware): object {
  return {
    ...(pciDevices.length === 0
      ? {}
      : {
          hostpci: pciDevices.map(({ mapping, pcie = true, primaryGpu, romBar, mediatedDevice }, index) => ({
            device: `hostpci${String(index)}`,
            mapping,
            pcie,
            xvga: primaryGpu,
            rombar: romBar,
            mdev: mediatedDevice,
          })),
        }),
    ...(watchdog === undefined ? {} : { watchdog: { enabled: true, model: watchdog, action: 'reset' } }),
    ...(randomGenerator === true ? { rng: [{ source: '/dev/urandom' }] } : {}),
  };
}

function startup({ order, upDelaySeconds, downDelaySeconds }: ProxmoxStartOrder): object {
  return { order, upDelay: upDelaySeconds, downDelay: downDelaySeconds };
}

function dns({ nameservers, searchDomain }: VirtualMachineProps): { dns?: VirtualEnvironmentVmInitializationDns } {
  if (nameservers.length === 0 && searchDomain === undefined) return {};
  return {
    dns: {
      ...(searchDomain === undefined ? {} : { domain: searchDomain }),
      ...(nameservers.length === 0 ? {} : { servers: [...nameservers] }),
    },
  };
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
