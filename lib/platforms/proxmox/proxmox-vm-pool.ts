import { ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Finding, collect } from '../../checks/check';
import { IMachinePool, Machine } from '../../cluster/machine-pool';
import { clusterOf } from '../../cluster/talos-cluster';
import { ConfigPatch } from '../../config/config-patch';
import { resolverDocument } from '../../config/documents/resolver';
import { InstallDisk } from '../../config/install-disk';
import { IpNetwork } from '../../config/ip-network';
import { kebabCase } from '../../config/names';
import { PortFeature } from '../../config/ports';
import { TalosPlatform } from '../../config/talos-platform';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { VirtualEnvironmentVm } from '../../providers/proxmox/virtual-environment-vm';
import { addCheck, addFindings, isKnown } from '../../terraform/app-validation';
import { requireProps } from '../../terraform/required-props';
import { defaultProvider } from '../../terraform/providers';
import { withoutTraces } from '../../terraform/without-traces';
import { macAddressFor } from './mac-address';
import { AddressRegister } from './private/address-register';
import { clusterPartFindings } from './private/cluster-part-findings';
import { AvailablePool, createHighAvailability, highAvailabilityFindings } from './private/high-availability';
import { leasedAddress } from './private/leased-address';
import { additionalLinkPatches, addressAt, firstLinkPatch, withPrefix } from './private/link-patches';
import { NetworkDevice } from './private/network-device';
import { networkFindings } from './private/network-findings';
import { PlacedMachine, fixedAddressesOf, networksOf, vmIdOf } from './private/placed-machine';
import { GUEST_AGENT, proxmoxPoolFindings } from './private/pool-findings';
import { poolRole } from './private/pool-role';
import { ProxmoxClusterRegister } from './private/proxmox-cluster-register';
import { serverFacts } from './private/server-facts';
import { createVirtualMachine } from './private/virtual-machine';
import { slottedDisks } from './private/vm-disks';
import { createVmFirewall } from './private/vm-firewall';
import { ProxmoxDiskImage } from './proxmox-disk-image';
import { DescribedMachine } from './proxmox-machines';
import { ProxmoxNode } from './proxmox-node';
import { ProxmoxVmPoolProps } from './proxmox-vm-pool-props';
import { placeMachines } from './vm-placement';

/**
 * Virtual machines on Proxmox VE, spread over its nodes, booting the Talos `nocloud` image.
 *
 * The provider takes endpoint and token from its environment variables (`PROXMOX_VE_ENDPOINT`,
 * `PROXMOX_VE_API_TOKEN`); no SSH is used. A new image, other DNS servers and another place replace no VM.
 * Errors: TALOS004, TALOS005, TALOS010, TALOS011, TALOS066, TALOS200 to TALOS219, TALOS221 to TALOS238; with a lock,
 * TALOS246 and TALOS247. TALOS079 is a warning.
 */
export class ProxmoxVmPool extends Construct implements IMachinePool {
  readonly platform = TalosPlatform.NOCLOUD;
  readonly defaultInstallDisk = InstallDisk.path('/dev/sda');
  readonly machines: readonly Machine[];
  readonly nodeSubnets: readonly string[];
  readonly takenAddresses: readonly string[];
  readonly admittedPorts: readonly PortFeature[] | undefined;
  readonly hasTpm: boolean;
  private readonly poolName: string;
  private readonly nodeNames: readonly string[];
  private readonly vms = new Map<string, VirtualEnvironmentVm>();

  constructor(
    scope: Construct,
    id: string,
    readonly options: ProxmoxVmPoolProps,
  ) {
    super(scope, id);
    using _ = withoutTraces();
    requireProps(
      this,
      options,
      {
        image: { object: "an image, such as new ImageFactorySchematic(this, 'Image', { talosVersion: 'v1.13.9' })" },
        machines: { object: "ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.11' }), or another of its makers" },
        network: { object: "an object, such as { cidr: '10.10.0.0/24', gateway: '10.10.0.1' }" },
        proxmoxNodes: 'list',
        cores: 'number',
        memoryMiB: 'number',
        diskGiB: 'number',
      },
      {
        additionalNetworks: {
          listOf: {
            object: "an object such as { bridge: 'vmbr1', addressing: ProxmoxAddressing.dhcp() }",
            has: ['addressing'],
          },
        },
      },
    );
    const { network, firewall } = options;
    this.poolName = options.name ?? kebabCase(id);
    this.nodeNames = options.proxmoxNodes.map(String);
    this.nodeSubnets = [network.cidr, network.ipv6?.cidr]
      .map((cidr) => (cidr === undefined ? '' : collect([], () => IpNetwork.of(cidr).text, '')))
      .filter((subnet) => subnet !== '');
    this.takenAddresses = [network.gateway, network.ipv6?.gateway].filter((gateway) => gateway !== undefined);
    this.admittedPorts = firewall?.admittedPorts;
    this.hasTpm = options.tpm ?? options.image.secureBoot;
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));

    const placed = this.place();
    const networks = networksOf(options, placed);
    addFindings(this, [...proxmoxPoolFindings(options), ...networkFindings(networks), ...this.register(placed)]);
    AddressRegister.of(this).enter(this, fixedAddressesOf(networks, options.region));
    this.machines = placed.map((each) => this.createMachine(each));
    firewall?.admit(this.callerAddresses(placed));
    const available = this.available();
    if (available !== undefined) createHighAvailability(new Construct(this, 'HighAvailability'), available);
    addCheck(this, () => this.findingsInCluster(available));
  }

  private place(): PlacedMachine[] {
    const places = placeMachines(this.options.machines.count, this.nodeNames);
    return this.options.machines.all.map((machine, index) => {
      const name = `${this.poolName}-${machine.suffix}`;
      return {
        name,
        index,
        machine,
        address: machine.address === undefined ? undefined : addressAt(machine.address),
        ipv6Address: machine.ipv6Address === undefined ? undefined : addressAt(machine.ipv6Address),
        proxmoxNode: machine.own.proxmoxNode ?? places[index] ?? '',
        macAddress: machine.own.macAddress?.toUpperCase() ?? macAddressFor(`${this.node.path}/${name}`),
        vmId: vmIdOf(machine, this.options.vmIds),
      };
    });
  }

  private createMachine(placed: PlacedMachine): Machine {
    const { name, address, macAddress } = placed;
    const { firewall, machines, network } = this.options;
    const scope = new Construct(this, name);
    const vm = this.createVm(scope, placed);
    this.vms.set(name, vm);
    const leased = machines.addressing === 'leased';
    const rules =
      firewall === undefined
        ? []
        : createVmFirewall(new Construct(scope, 'Firewall'), vm, firewall, {
            dhcp:
              leased ||
              (this.options.additionalNetworks ?? []).some(({ addressing }) => addressing.source.kind === 'dhcp'),
            ipv6: network.ipv6 !== undefined || network.cidr.includes(':'),
          });
    return {
      name,
      privateAddress: leased ? leasedAddress(vm, name, macAddress) : (address ?? ''),
      removal: leased ? 'leave' : 'reset',
      fixedAtCreation: serverFacts({
        hasTpm: this.hasTpm,
        address,
        pinnedTo: this.isPinned(placed) ? placed.proxmoxNode : undefined,
        region: this.options.region,
        diskDatastore: this.diskDatastore,
        additionalDisks: this.options.additionalDisks ?? {},
      }),
      serverId: vm.id,
      requires: [vm, ...(firewall?.requires ?? []), ...rules],
      topology: { region: this.options.region, zone: vm.nodeName, instanceType: this.instanceType(placed.machine) },
      platformPatches: this.networkPatches(placed),
    };
  }

  private createVm(scope: Construct, placed: PlacedMachine): VirtualEnvironmentVm {
    const { options } = this;
    const { name, address, machine, proxmoxNode } = placed;
    const { network } = options;
    const image = this.diskImage(proxmoxNode);
    return createVirtualMachine(scope, {
      name,
      poolName: this.poolName,
      tags: options.tags ?? [],
      proxmoxPool: options.proxmoxPool,
      proxmoxNode,
      pinned: this.isPinned(placed),
      vmId: placed.vmId,
      cores: machine.own.cores ?? options.cores,
      cpuType: options.cpuType ?? 'x86-64-v2-AES',
      memoryMiB: machine.own.memoryMiB ?? options.memoryMiB,
      diskGiB: machine.own.diskGiB ?? options.diskGiB,
      diskDatastore: this.diskDatastore,
      additionalDisks: options.additionalDisks ?? {},
      hardware: options,
      importFrom: image.fileId,
      networkDevices: this.networkDevices(placed),
      address: address === undefined ? undefined : withPrefix(address, network.cidr),
      gateway: address === undefined ? undefined : network.gateway,
      nameservers: address === undefined ? (network.nameservers ?? []) : this.nameservers,
      searchDomain: network.searchDomain,
      guestAgent: this.guestAgent,
      hasTpm: this.hasTpm,
      startOrder: options.startOrder,
      protection: options.protection ?? false,
      requires: [image.resource],
    });
  }

  /** What moves a VM by itself must not be undone: that would replace it. */
  private isPinned({ machine }: PlacedMachine): boolean {
    return machine.own.proxmoxNode !== undefined && this.options.highAvailability === undefined;
  }

  private diskImage(proxmoxNode: string): { readonly fileId: string; readonly resource: ITerraformDependable } {
    return ProxmoxDiskImage.findOrCreate({
      image: this.options.image,
      platform: this.platform,
      architecture: 'amd64',
      proxmoxNode,
      datastore: this.options.imageDatastore ?? 'local',
      ...(this.options.imageSha256 === undefined ? {} : { sha256: this.options.imageSha256 }),
    });
  }

  private networkDevices({ name, macAddress }: PlacedMachine): NetworkDevice[] {
    const { network, additionalNetworks = [], firewall } = this.options;
    return [
      { ...network, macAddress, firewalled: firewall !== undefined },
      ...additionalNetworks.map((each, index) => ({
        ...each,
        macAddress: this.additionalMac(name, index),
        firewalled: firewall !== undefined && (each.firewalled ?? true),
      })),
    ];
  }

  private additionalMac(name: string, index: number): string {
    return macAddressFor(`${this.node.path}/${name}/eth${String(index + 1)}`);
  }

  /** The machine's own configuration repeats what the cloud-init drive says, so that it holds without the drive. */
  private networkPatches({ address, ipv6Address, machine, index }: PlacedMachine): ConfigPatch[] {
    const { network, additionalNetworks = [] } = this.options;
    const domains = network.searchDomain === undefined ? [] : [network.searchDomain];
    const own =
      address === undefined
        ? []
        : [
            firstLinkPatch(network, address, ipv6Address),
            ...(this.nameservers.length === 0 ? [] : [resolverDocument(this.nameservers, domains)]),
          ];
    return [...own, ...additionalLinkPatches(additionalNetworks, machine.suffix, index)];
  }

  private register(placed: readonly PlacedMachine[]): Finding[] {
    const { additionalNetworks = [], cores, memoryMiB, sockets = 1, proxmoxNodes, region, vmIds } = this.options;
    return ProxmoxClusterRegister.of(this, region).enter(
      this,
      placed.map(({ name, machine: { own, number }, macAddress, proxmoxNode, vmId }) => ({
        name,
        vmId,
        isNumbered: number !== undefined,
        macAddresses: [macAddress, ...additionalNetworks.map((_, index) => this.additionalMac(name, index))],
        proxmoxNode,
        virtualCpus: (own.cores ?? cores) * sockets,
        memoryMiB: own.memoryMiB ?? memoryMiB,
      })),
      new Map(proxmoxNodes.filter((node) => node instanceof ProxmoxNode).map((node) => [node.name, node.capacity])),
      vmIds,
    );
  }

  /** What the firewall knows the machines by: leased addresses are not known, so their network stands in. */
  private callerAddresses(placed: readonly PlacedMachine[]): string[] {
    if (this.options.machines.addressing === 'leased') return [...this.nodeSubnets];
    return placed.flatMap(({ address, ipv6Address }) => [address, ipv6Address]).filter((each) => each !== undefined);
  }

  private available(): AvailablePool | undefined {
    const { highAvailability } = this.options;
    if (highAvailability === undefined) return undefined;
    return {
      highAvailability,
      poolName: this.poolName,
      ruleName: kebabCase(`${TerraformStack.of(this).node.id}-${this.poolName}`),
      proxmoxNodes: this.nodeNames,
      vms: this.vms,
      role: () => poolRole(this),
    };
  }

  /** What only shows once the cluster and all its pools have been made. */
  private findingsInCluster(available: AvailablePool | undefined): Finding[] {
    const { firewall, proxmoxVersion, startOrder, region } = this.options;
    const disks = slottedDisks(this.options.additionalDisks ?? {}).map(({ disk }) => disk.datastore);
    const register = ProxmoxClusterRegister.of(this, region);
    return [
      ...register.capacities.findings(this),
      ...AddressRegister.of(this).findings(this),
      ...register.nameFindings(this, this.fullNames),
      ...clusterPartFindings({
        role: poolRole(this),
        placement: this.place().map(({ proxmoxNode }) => proxmoxNode),
        firewall,
      }),
      ...(available === undefined
        ? []
        : highAvailabilityFindings({
            ...available,
            proxmoxVersion,
            datastores: [this.diskDatastore, ...disks.filter((datastore) => datastore !== undefined)],
            hasStartOrder: startOrder !== undefined,
          })),
    ];
  }

  /** The names that the machines have in DNS; none where no domain is known. */
  private get fullNames(): string[] {
    const domain = clusterOf(this)?.domain ?? this.options.network.searchDomain;
    return domain === undefined || !isKnown(domain) ? [] : [...this.vms.keys()].map((name) => `${name}.${domain}`);
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

  private instanceType({ own }: DescribedMachine): string {
    const cores = (own.cores ?? this.options.cores) * (this.options.sockets ?? 1);
    return `${String(cores)}c-${String(own.memoryMiB ?? this.options.memoryMiB)}mib`;
  }
}
