import { ProxmoxNetworkDevice } from '../proxmox-network';

/** One network device of a VM. */
export interface NetworkDevice extends ProxmoxNetworkDevice {
  readonly macAddress: string;
  /** Whether the VM's firewall filters it. */
  readonly firewalled: boolean;
}

/** The device as the provider takes it, with every key. */
export function networkDevice(device: NetworkDevice): Record<string, unknown> {
  return {
    bridge: device.bridge ?? 'vmbr0',
    disconnected: null,
    enabled: null,
    firewall: device.firewalled ? true : null,
    mac_address: device.macAddress,
    model: device.model ?? 'virtio',
    mtu: device.mtu ?? null,
    queues: device.queues ?? null,
    rate_limit: device.rateLimitMBps ?? null,
    trunks: null,
    vlan_id: device.vlanId ?? null,
  };
}
