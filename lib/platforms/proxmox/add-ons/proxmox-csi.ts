import { Construct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { VOLUMES_BOUND } from '../../../checks/proxmox-add-on-checks';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { AddOnChart } from '../../../config/add-on-chart';
import { ProxmoxApis, ProxmoxConfig } from './private/proxmox-config';
import { proxmoxPoolsOf, regionFindings } from './private/region-findings';
import { ProxmoxStorageClasses, storageClassFindings, storageClassValues } from './proxmox-storage-class';

/** The CSI driver of Proxmox VE. */
export interface ProxmoxCsiProps {
  /** Its chart, at one version: `proxmox-csi-plugin` of sergelogvinov. */
  readonly chart: AddOnChart;
  /** The Proxmox clusters by region, which is what the pools say as `region`. */
  readonly proxmoxClusters: ProxmoxApis;
  /** Storage classes by name. A class is made when the cluster is, and Kubernetes lets nobody change it later. */
  readonly storageClasses: ProxmoxStorageClasses;
}

const NAME = 'proxmox-csi-plugin';
const NAMESPACE = 'csi-proxmox';
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const REGION = 'topology.kubernetes.io/region';

/**
 * Volumes of pods as disks on Proxmox's datastores, plugged into the VM that the pod runs on.
 *
 * It knows where a node is by the labels of region and zone, which the pools set: it works with the cloud controller
 * manager and without. Terraform lets disks that it has not made alone. Its token needs `VM.Audit`, `VM.Config.Disk`,
 * `Sys.Audit` and rights on the datastores, see `ProxmoxAddOnAccess`.
 * Errors: TALOS209, TALOS250, TALOS253, TALOS258; TALOS254 and TALOS255 are warnings.
 */
export class ProxmoxCsi implements ClusterAddOn {
  readonly name = 'proxmox-csi';

  constructor(private readonly props: ProxmoxCsiProps) {}

  addTo(_: Construct, cluster: AddOnCluster): AddOnParts {
    const { chart, proxmoxClusters, storageClasses } = this.props;
    const regions = Object.keys(proxmoxClusters);
    const [only, ...others] = regions;
    const config = new ProxmoxConfig(NAME, NAMESPACE, proxmoxClusters);
    return {
      // The driver on each node mounts disks.
      namespaces: [{ name: NAMESPACE, podSecurity: 'privileged' }],
      manifests: [config.manifest],
      releases: [
        {
          chart,
          chartName: NAME,
          repository: 'oci://ghcr.io/sergelogvinov/charts',
          namespace: NAMESPACE,
          values: {
            ...config.values,
            storageClass: storageClassValues(storageClasses),
            nodeSelector: { [CONTROL_PLANE]: '' },
            tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }],
            node: {
              // Machines elsewhere have no such disks.
              ...(only === undefined || others.length > 0 ? {} : { nodeSelector: { [REGION]: only } }),
              tolerations: [{ operator: 'Exists' }],
            },
          },
        },
      ],
      findings: [
        ...config.findings,
        ...storageClassFindings(storageClasses),
        ...regionFindings(cluster, regions, others.length > 0 ? 'refused' : 'passed over'),
        ...boundFindings(cluster, storageClasses),
      ],
    };
  }
}

/** Machines that are moved to where their volumes are not. */
function boundFindings(cluster: AddOnCluster, classes: ProxmoxStorageClasses): Finding[] {
  return proxmoxPoolsOf(cluster).flatMap(({ node, options: { highAvailability } }) => {
    const shared = highAvailability?.options.sharedDatastores ?? [];
    const bound = Object.entries(classes).filter(([, { datastore }]) => !shared.includes(datastore));
    return highAvailability === undefined || bound.length === 0
      ? []
      : [
          VOLUMES_BOUND.finding({
            wrong: `high availability moves the machines of ${quote(node.path)} away from their volumes`,
            given: `${bound.map(([name, { datastore }]) => `${quote(name)} on ${quote(datastore)}`).join(', ')}; shared: ${shared.map(quote).join(', ') || 'none'}`,
            allowed: 'storage classes on shared datastores',
          }),
        ];
  });
}
