import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { collect } from '../../checks/check';
import { IMachinePool, Machine, MachinePoolOptions } from '../../cluster/machine-pool';
import { ConfigPatch } from '../../config/config-patch';
import { linkDocument } from '../../config/documents/link';
import { resolverDocument } from '../../config/documents/resolver';
import { InstallDisk } from '../../config/install-disk';
import { IpAddress, IpNetwork } from '../../config/ip-network';
import { kebabCase } from '../../config/names';
import { TalosPlatform } from '../../config/talos-platform';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { VirtualEnvironmentVm } from '../../providers/proxmox/virtual-environment-vm';
import { addFindings } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
import { macAddressFor } from './mac-address';
import { leasedAddress } from './private/leased-address';
import { GUEST_AGENT, proxmoxPoolFindings } from './private/pool-findings';
import { createVirtualMachine } from './private/virtual-machine';
import { takeVmIds } from './private/vm-ids';
import { ProxmoxDiskImage } from './proxmox-disk-image';
import { DescribedMachine, ProxmoxMachines } from './proxmox-machines';
import { ProxmoxNetwork } from './proxmox-network';
import { placeMachines } from './vm-placement';

/** Talos on Proxmox names its links by the kernel's order (`net.ifnames=0` in the nocloud image). */
const FIRST_LINK = 'eth0';

/** What the VMs of a pool are like. */
export interface ProxmoxVmPoolProps extends MachinePoolOptions {
  /** How many machines there are, and how they get names and addresses. */
  readonly machines: ProxmoxMachines;
  /** The network that they are attached to. */
  readonly network: ProxmoxNetwork;
  /**
   * The Proxmox nodes that they are spread over, as the Proxmox interface names them. Placement is decided when a VM
   * is created: a longer list moves no VM that exists.
   */
  readonly proxmoxNodes: readonly string[];
  /** Virtual CPU cores of each VM. A change takes effect at the VM's next start. */
  readonly cores: number;
  /** Memory of each VM in MiB, 2048 or more, without ballooning. A change takes effect at the VM's next start. */
  readonly memoryMiB: number;
  /** Size of each VM's system disk in GiB, 10 or more. It can grow later. */
  readonly diskGiB: number;
  /**
   * What the machines' names begin with: lower-case letters, digits and dashes. Changing it replaces every machine.
   * @default - the construct's id in kebab case
   */
  readonly name?: string;
  /**
   * Datastore of the VMs' disks.
   * @default 'local-lvm'
   */
  readonly diskDatastore?: string;
  /**
   * Datastore that the Talos image is downloaded to, on each Proxmox node; its content types must hold `import`.
   * @default 'local'
   */
  readonly imageDatastore?: string;
  /**
   * CPU type of the VMs. `host` is faster and ties live migration to equal CPUs.
   * @default 'x86-64-v2-AES'
   */
  readonly cpuType?: string;
  /**
   * Name of the Proxmox cluster, which becomes the nodes' region label.
   * @default - no region label
   */
  readonly region?: string;
}

/** A machine with its name, its place and, where it has a fixed one, its address. */
interface PlacedMachine {
  readonly name: string;
  readonly machine: DescribedMachine;
  readonly address: string | undefined;
  readonly proxmoxNode: string;
}

/**
 * Virtual machines on Proxmox VE, spread over its nodes, booting the Talos `nocloud` image.
 *
 * The provider takes endpoint and token from its environment variables (`PROXMOX_VE_ENDPOINT`,
 * `PROXMOX_VE_API_TOKEN`); no SSH is used. A new image, other DNS servers and another place replace no VM.
 * Errors: TALOS004, TALOS005, TALOS010, TALOS066, TALOS200 to TALOS209.
 */
export class ProxmoxVmPool extends Construct implements IMachinePool {
  readonly platform = TalosPlatform.NOCLOUD;
  readonly defaultInstallDisk = InstallDisk.path('/dev/sda');
  readonly machines: readonly Machine[];
  readonly nodeSubnets: readonly string[];
  readonly takenAddresses: readonly string[];
  private readonly poolName: string;

  constructor(
    scope: Construct,
    id: string,
    readonly options: ProxmoxVmPoolProps,
  ) {
    super(scope, id);
    const { network } = options;
    this.poolName = options.name ?? kebabCase(id);
    this.nodeSubnets = [collect([], () => IpNetwork.of(network.cidr).text, '')].filter((subnet) => subnet !== '');
    this.takenAddresses = network.gateway === undefined ? [] : [network.gateway];
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));

    const places = placeMachines(options.machines.count, options.proxmoxNodes);
    const placed = options.machines.all.map((machine, index) => ({
      name: `${this.poolName}-${machine.suffix}`,
      machine,
      address: this.fixedAddress(machine),
      proxmoxNode: machine.proxmoxNode ?? places[index] ?? '',
    }));
    addFindings(this, [
      ...proxmoxPoolFindings({
        machines: options.machines,
        addresses: new Map(placed.flatMap(({ name, address }) => (address === undefined ? [] : [[name, address]]))),
        network,
        proxmoxNodes: options.proxmoxNodes,
        cores: options.cores,
        memoryMiB: options.memoryMiB,
        diskGiB: options.diskGiB,
        datastores: { diskDatastore: this.diskDatastore, imageDatastore: this.imageDatastore },
        systemExtensions: options.image.systemExtensions,
      }),
      ...takeVmIds(
        TerraformStack.of(this),
        new Map(placed.flatMap(({ name, machine }) => (machine.vmId === undefined ? [] : [[name, machine.vmId]]))),
      ),
    ]);
    this.machines = placed.map((each) => this.createMachine(each));
  }

  private createMachine({ name, machine, address, proxmoxNode }: PlacedMachine): Machine {
    const macAddress = macAddressFor(`${this.node.path}/${name}`);
    const vm = this.createVm(name, machine, address, proxmoxNode, macAddress);
    const leased = this.options.machines.addressing === 'leased';
    return {
      name,
      privateAddress: leased ? leasedAddress(vm, name, macAddress) : (address ?? ''),
      serverId: vm.id,
      requires: [vm],
      topology: { region: this.options.region, zone: vm.nodeName, instanceType: this.instanceType },
      platformPatches: address === undefined ? [] : this.networkPatches(address),
    };
  }

  private createVm(
    name: string,
    described: DescribedMachine,
    fixedAddress: string | undefined,
    proxmoxNode: string,
    macAddress: string,
  ): VirtualEnvironmentVm {
    const { options } = this;
    const { image, network } = options;
    const disk = ProxmoxDiskImage.findOrCreate({
      image,
      platform: this.platform,
      architecture: 'amd64',
      proxmoxNode,
      datastore: this.imageDatastore,
    });
    return createVirtualMachine(new Construct(this, name), {
      name,
      poolName: this.poolName,
      proxmoxNode,
      pinned: described.proxmoxNode !== undefined,
      vmId: described.vmId,
      macAddress,
      cores: options.cores,
      cpuType: options.cpuType ?? 'x86-64-v2-AES',
      memoryMiB: options.memoryMiB,
      diskGiB: options.diskGiB,
      diskDatastore: this.diskDatastore,
      importFrom: disk.fileId,
      bridge: network.bridge ?? 'vmbr0',
      vlanId: network.vlanId,
      address: fixedAddress === undefined ? undefined : this.withPrefix(fixedAddress),
      gateway: fixedAddress === undefined ? undefined : network.gateway,
      nameservers: fixedAddress === undefined ? (network.nameservers ?? []) : this.nameservers,
      guestAgent: this.guestAgent,
      secureBoot: image.secureBoot,
      requires: [disk.resource],
    });
  }

  private fixedAddress({ address }: DescribedMachine): string | undefined {
    if (address === undefined) return undefined;
    // What is no address, or lies past the last one, is reported by the checks under the text that is left here.
    return collect([], () => IpAddress.of(address.first).plus(address.places)?.text, undefined) ?? address.first;
  }

  /** The machine's own configuration repeats what the cloud-init drive says, so that it holds without the drive. */
  private networkPatches(address: string): ConfigPatch[] {
    return [
      linkDocument({ name: FIRST_LINK, addresses: [this.withPrefix(address)], gateway: this.options.network.gateway }),
      ...(this.nameservers.length === 0 ? [] : [resolverDocument(this.nameservers)]),
    ];
  }

  private withPrefix(address: string): string {
    const prefix = collect([], () => IpNetwork.of(this.options.network.cidr).prefixLength, 32);
    return `${address}/${String(prefix)}`;
  }

  private get nameservers(): readonly string[] {
    const { nameservers, gateway } = this.options.network;
    return nameservers ?? (gateway === undefined ? [] : [gateway]);
  }

  private get guestAgent(): 'absent' | 'present' | 'gives-address' {
    if (this.options.machines.addressing === 'leased') return 'gives-address';
    return (this.options.image.systemExtensions ?? []).includes(GUEST_AGENT) ? 'present' : 'absent';
  }

  private get diskDatastore(): string {
    return this.options.diskDatastore ?? 'local-lvm';
  }

  private get imageDatastore(): string {
    return this.options.imageDatastore ?? 'local';
  }

  private get instanceType(): string {
    return `${String(this.options.cores)}c-${String(this.options.memoryMiB)}mib`;
  }
}
