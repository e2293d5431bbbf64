import { Construct } from 'constructs';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { AddOnChart } from '../../../config/add-on-chart';
import { ClusterManifest } from '../../../config/cluster-manifest';
import { manifestText } from '../../../config/manifest-objects';
import { ExternalCloudProvider } from '../../../config/settings/kubernetes/external-cloud-provider';
import { knowByBothFamilies } from '../private/both-families';
import { loadBalancerStatements, nodeStatements } from '../private/cloud-controller-policy';
import { allowPools, awsPools, clusterTagFindings } from './aws-add-on-pool';

/** What the cloud controller manager does, and where it comes from. */
export interface AwsCloudControllerManagerProps {
  /** The chart `aws-cloud-controller-manager`, such as `AddOnChart.release('0.0.8')`. Its image fits one Kubernetes minor. */
  readonly chart: AddOnChart;
  /**
   * Whether it makes load balancers for services of that type. It then may do so in the account, and opens node ports in
   * the security group of the machines that carries the cluster's tag: exactly one of them. The AWS Load Balancer
   * Controller does more of it, and is the choice of AWS.
   * @default false: it takes care of nodes alone
   */
  readonly serviceLoadBalancers?: boolean;
}

const CLOUD_CONFIG = 'aws-cloud-config';
const CLOUD_CONFIG_FOLDER = '/etc/aws-cloud-config';

/**
 * The cloud controller manager of AWS: nodes get their provider id, their zone and their addresses from EC2, and a node
 * whose instance is gone is taken away.
 *
 * It runs on the control plane machines, in the network of the host, with their role. Nodes are known by the names that
 * EC2 gives them: every pool needs `nodeNames: 'platform'` and `clusterTag`. Decide at the creation of the cluster, for
 * a node never changes its name.
 * Errors: TALOS452, TALOS453, TALOS457, TALOS458.
 */
export class AwsCloudControllerManager implements ClusterAddOn {
  readonly name = 'aws-cloud-controller-manager';

  constructor(private readonly props: AwsCloudControllerManagerProps) {}

  addTo(scope: Construct, cluster: AddOnCluster): AddOnParts {
    const { chart, serviceLoadBalancers = false } = this.props;
    const { clusterName } = cluster;
    const pools = awsPools(this.name, cluster);
    const { controlPlane } = pools;
    if (controlPlane !== undefined) {
      const place = { region: controlPlane.region, clusterName };
      allowPools(
        scope,
        this.name,
        [controlPlane],
        [...nodeStatements(), ...(serviceLoadBalancers ? loadBalancerStatements(place) : [])],
      );
    }
    const hasBothFamilies = pools.all.some(({ hasIpv6 }) => hasIpv6 === true);
    if (hasBothFamilies) knowByBothFamilies(pools.all);
    return {
      settings: { kubeletRegistersFqdn: true },
      kubernetes: { externalCloudProvider: ExternalCloudProvider.installedApart() },
      ...(hasBothFamilies ? { manifests: [ClusterManifest.inline(CLOUD_CONFIG, cloudConfig())] } : {}),
      releases: [
        {
          chart,
          chartName: this.name,
          repository: 'https://kubernetes.github.io/cloud-provider-aws',
          namespace: 'kube-system',
          values: {
            args: [
              '--v=2',
              '--cloud-provider=aws',
              `--cluster-name=${clusterName}`,
              // Pods have addresses of the pod network, which the VPC does not route.
              '--configure-cloud-routes=false',
              ...(serviceLoadBalancers ? [] : ['--controllers=*,-service']),
              ...(hasBothFamilies ? [`--cloud-config=${CLOUD_CONFIG_FOLDER}/cloud.conf`] : []),
            ],
            ...(hasBothFamilies
              ? {
                  extraVolumes: [{ name: CLOUD_CONFIG, configMap: { name: CLOUD_CONFIG } }],
                  extraVolumeMounts: [{ name: CLOUD_CONFIG, mountPath: CLOUD_CONFIG_FOLDER, readOnly: true }],
                }
              : {}),
            // The metadata of an instance answers processes in the network of the host alone.
            hostNetworking: true,
            nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
            tolerations: [
              { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' },
              { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
              // Nodes are ready only with a pod network, and some of those wait for their addresses from here.
              { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
            ],
          },
        },
      ],
      needs: {
        platformNamesNodes: true,
        settings: ['kubeletRegistersFqdn'],
        kubernetes: ['externalCloudProvider'],
      },
      findings: [...pools.findings, ...clusterTagFindings(this.name, clusterName, pools)],
    };
  }
}

/** Without this it knows the IPv4 addresses of instances alone, and refuses nodes that have both. */
function cloudConfig(): string {
  return manifestText([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: CLOUD_CONFIG, namespace: 'kube-system' },
      data: { 'cloud.conf': '[Global]\nNodeIPFamilies=ipv4\nNodeIPFamilies=ipv6\n' },
    },
  ]);
}
