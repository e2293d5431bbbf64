import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ControlPlaneEndpoint, ImageFactorySchematic, IngressFirewall, TalosCluster, VersionContract } from '../lib';
import { ProxmoxMachines, ProxmoxVmPool } from '../lib/proxmox';
import { lockOf, podNetwork, profileOf } from './common';
import { DOMAIN, Environment } from './environments';
import { isProtected, useStateBackend } from './state-backend';

/** One environment's cluster on Proxmox VE. */
export class ProxmoxClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    useStateBackend(this, environment.state);
    const { proxmox } = environment;
    const name = `${environment.subdomain}.${DOMAIN}`;
    const cni = podNetwork(environment);

    const image = new ImageFactorySchematic(this, 'Image', {
      talosVersion: environment.talosVersion,
      systemExtensions: ['siderolabs/qemu-guest-agent'],
    });
    const place = {
      image,
      proxmoxNodes: proxmox.nodes,
      network: { cidr: proxmox.cidr, gateway: proxmox.gateway, vlanId: proxmox.vlanId },
    };

    new TalosCluster(this, 'Cluster', {
      clusterName: id,
      domain: name,
      kubernetesVersion: environment.kubernetesVersion,
      versionContract: VersionContract.V1_13,
      profile: profileOf(environment),
      cni,
      lock: lockOf(id),
      endpoint: ControlPlaneEndpoint.virtualIp(proxmox.virtualIp, { dnsName: name }),
      ingressFirewall: IngressFirewall.on({ operators: proxmox.operatorCidrs }),
      controlPlane: new ProxmoxVmPool(this, 'ControlPlane', {
        ...place,
        ...proxmox.controlPlaneSize,
        name: `${environment.name}-control-plane`,
        machines: ProxmoxMachines.numbered(environment.controlPlanes, {
          firstAddress: proxmox.firstControlPlane.address,
          firstVmId: proxmox.firstControlPlane.vmId,
        }),
      }),
      workerPools: [
        new ProxmoxVmPool(this, 'Worker', {
          ...place,
          ...proxmox.workerSize,
          name: `${environment.name}-worker`,
          machines: ProxmoxMachines.numbered(environment.workers, {
            firstAddress: proxmox.firstWorker.address,
            firstVmId: proxmox.firstWorker.vmId,
          }),
        }),
      ],
      preventDestroy: isProtected(this, environment.protection),
    });
  }
}
