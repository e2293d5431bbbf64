import { IConstruct } from 'constructs';
import { requireProps } from '../../terraform/required-props';
import { TalosClusterProps } from '../talos-cluster-props';

const POOL = { object: "a machine pool, such as new StaticMachinePool(this, 'Workers', { image, machines })" };

/** Refuses props that a cluster cannot begin with, where no compiler has looked at them. */
export function requireClusterProps(scope: IConstruct, props: TalosClusterProps): void {
  requireProps(
    scope,
    props,
    {
      clusterName: 'text',
      kubernetesVersion: 'text',
      versionContract: { object: 'VersionContract.V1_13, or another of its constants' },
      endpoint: { object: "an endpoint, such as ControlPlaneEndpoint.external('k8s.example.org')" },
      controlPlane: POOL,
    },
    {
      workerPools: 'list',
      cni: { object: 'Cni.flannel(), Cni.cilium(chart), or another of its makers' },
      profile: { object: 'ClusterProfile.hardened(), or another of its makers' },
      network: { object: "an object, such as { podCidrs: ['10.244.0.0/16'] }" },
      ingressFirewall: { object: 'IngressFirewall.on({ operators }), or IngressFirewall.off()' },
      kubernetes: { object: 'an object of settings' },
      manifests: 'list',
      settings: { object: 'an object of settings' },
      controlPlaneSettings: { object: 'an object of settings' },
      domain: 'text',
      apiServerCertSans: 'list',
      configPatches: 'list',
      controlPlaneConfigPatches: 'list',
      upgradeStrategy: { object: 'UpgradeStrategy.rolling(), or another of its makers' },
      secrets: { object: 'ClusterSecrets.inState(), or another of its makers' },
      lock: { object: "DeploymentLock.file('locks/home.json')" },
    },
  );
  props.workerPools?.forEach((pool) => {
    requireProps(scope, { 'one of workerPools': pool }, { 'one of workerPools': POOL });
  });
}
