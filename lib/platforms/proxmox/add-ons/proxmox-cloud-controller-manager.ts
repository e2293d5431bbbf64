import { Construct } from 'constructs';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { AddOnChart } from '../../../config/add-on-chart';
import { ExternalCloudProvider } from '../../../config/settings/kubernetes/external-cloud-provider';
import { ProxmoxApis, ProxmoxConfig } from './private/proxmox-config';
import { regionFindings } from './private/region-findings';

/** The cloud controller manager of Proxmox VE. */
export interface ProxmoxCloudControllerManagerProps {
  /** Its chart, at one version: `proxmox-cloud-controller-manager` of sergelogvinov. */
  readonly chart: AddOnChart;
  /** The Proxmox clusters by region, which is what the pools say as `region`. */
  readonly proxmoxClusters: ProxmoxApis;
}

const NAME = 'proxmox-cloud-controller-manager';

/**
 * Tells Kubernetes of the VMs behind its nodes: provider id, type, region and zone; a node whose VM is gone is removed.
 *
 * Decide it before the cluster exists: every kubelet registers its node with a taint that this takes away, and a node
 * that registered without is not taken in. Its token needs `VM.Audit` and `Sys.Audit`, see `ProxmoxAddOnAccess`.
 * Errors: TALOS250, TALOS258; TALOS255 is a warning.
 */
export class ProxmoxCloudControllerManager implements ClusterAddOn {
  readonly name = NAME;

  constructor(private readonly props: ProxmoxCloudControllerManagerProps) {}

  addTo(_: Construct, cluster: AddOnCluster): AddOnParts {
    const { chart, proxmoxClusters } = this.props;
    const config = new ProxmoxConfig(NAME, 'kube-system', proxmoxClusters);
    return {
      kubernetes: { externalCloudProvider: ExternalCloudProvider.installedApart() },
      needs: { kubernetes: ['externalCloudProvider'] },
      manifests: [config.manifest],
      releases: [
        {
          chart,
          chartName: NAME,
          repository: 'oci://ghcr.io/sergelogvinov/charts',
          namespace: 'kube-system',
          values: {
            ...config.values,
            // Where it is already allowed to run before it has taken in any node.
            nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
          },
        },
      ],
      findings: [...config.findings, ...regionFindings(cluster, Object.keys(proxmoxClusters), 'refused')],
    };
  }
}
