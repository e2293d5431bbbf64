import { App, LocalBackend, TerraformStack } from 'cdktf';
import { ControlPlaneEndpoint, ImageFactorySchematic, TalosCluster, VersionContract } from '../../../../lib';
import { IngressFirewall } from '../../../../lib/config/ingress-firewall';
import { OperatorCidrs } from '../../../../lib/config/operator-cidrs';
import {
  ProxmoxAddressing,
  ProxmoxFirewall,
  ProxmoxFirewallProps,
  ProxmoxHighAvailability,
  ProxmoxMachines,
  ProxmoxNode,
  ProxmoxVersion,
  ProxmoxVmPool,
  ProxmoxVmPoolProps,
} from '../../../../lib/proxmox';

/** Name of the full cluster's stack. */
export const FULL = 'full';

/** What a test changes about the full cluster. */
export interface FullClusterChanges {
  readonly controlPlane?: Partial<ProxmoxVmPoolProps>;
  readonly worker?: Partial<ProxmoxVmPoolProps>;
  readonly firewall?: Partial<ProxmoxFirewallProps>;
}

const capacity = { cores: 32, memoryMiB: 131_072 };

/** A cluster that uses every option of the Proxmox platform: three control planes and two workers, one per node. */
export function buildFullCluster(app: App, changes: FullClusterChanges = {}): void {
  const stack = new TerraformStack(app, FULL);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const image = new ImageFactorySchematic(stack, 'Image', {
    talosVersion: 'v1.13.9',
    systemExtensions: ['siderolabs/qemu-guest-agent'],
    secureBoot: {},
  });
  const firewall = new ProxmoxFirewall(stack, 'Firewall', {
    operators: OperatorCidrs.of(['192.168.1.0/24', '10.10.0.250/32']),
    loadBalancerCidrs: ['10.10.0.5/32'],
    ...changes.firewall,
  });
  const place = {
    image,
    imageSha256: '0123456789abcdef'.repeat(4),
    network: {
      cidr: '10.10.0.0/24',
      gateway: '10.10.0.1',
      nameservers: ['10.10.0.2', '10.10.0.3'],
      searchDomain: 'home.arpa',
      bridge: 'vnet1',
      mtu: 1,
      rateLimitMBps: 500,
      queues: 4,
      ipv6: { cidr: 'fd00:10::/64', gateway: 'fd00:10::1' },
    },
    proxmoxNodes: ['pve1', 'pve2', 'pve3'].map((name) => ProxmoxNode.of(name, capacity)),
    proxmoxVersion: ProxmoxVersion.of('9.1'),
    region: 'home',
    proxmoxPool: 'kubernetes',
    tags: ['prod', 'k8s'],
    cores: 2,
    sockets: 2,
    numa: true,
    cpuType: 'host',
    memoryMiB: 8192,
    diskGiB: 40,
    diskDatastore: 'ceph',
    randomGenerator: true,
    watchdog: 'i6300esb' as const,
    systemDisk: { cache: 'writeback' as const, backup: false, discard: false, ssd: false },
  };
  new TalosCluster(stack, 'Cluster', {
    clusterName: 'full',
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
    ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
    preventDestroy: false,
    controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
      ...place,
      machines: ProxmoxMachines.numbered(3, {
        firstAddress: '10.10.0.11',
        firstIpv6Address: 'fd00:10::11',
        firstVmId: 111,
      }),
      startOrder: { order: 1, upDelaySeconds: 30, downDelaySeconds: 60 },
      firewall: firewall.controlPlane,
      ...changes.controlPlane,
    }),
    workerPools: [
      new ProxmoxVmPool(stack, 'Worker', {
        ...place,
        machines: ProxmoxMachines.named({
          a: { address: '10.10.0.21', ipv6Address: 'fd00:10::21', vmId: 121, macAddress: 'BC:24:11:00:00:0A' },
          b: {
            address: '10.10.0.22',
            ipv6Address: 'fd00:10::22',
            proxmoxNode: 'pve3',
            cores: 4,
            memoryMiB: 16_384,
            diskGiB: 80,
          },
        }),
        additionalNetworks: [
          {
            bridge: 'vmbr1',
            vlanId: 40,
            addressing: ProxmoxAddressing.listed({
              cidr: '10.40.0.0/24',
              addresses: { a: '10.40.0.21', b: '10.40.0.22' },
            }),
            firewalled: false,
          },
          { bridge: 'vmbr2', model: 'e1000', addressing: ProxmoxAddressing.dhcp() },
          { bridge: 'vmbr3', addressing: ProxmoxAddressing.none() },
        ],
        additionalDisks: {
          scsi10: { sizeGiB: 200, serial: 'bulk', datastore: 'nfs' },
          scsi2: { sizeGiB: 100, serial: 'data', cache: 'none', backup: false },
          virtio0: { sizeGiB: 50, ioThread: true },
        },
        pciDevices: [{ mapping: 'gpu', primaryGpu: false, romBar: true }, { mapping: 'nic' }],
        protection: false,
        highAvailability: ProxmoxHighAvailability.rules({
          sharedDatastores: ['ceph', 'nfs'],
          keepApart: true,
          poolNodesOnly: true,
          maxRelocate: 2,
        }),
        firewall: firewall.workers,
        ...changes.worker,
      }),
    ],
  });
}
