import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { TalosCluster, VersionContract } from '../lib';
import {
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNodeFirewall,
  FlowLogs,
  InstanceMarket,
  NatGateways,
  OperatorCidrs,
  TalosAmi,
} from '../lib/aws';
import { lockOf, podNetwork, profileOf } from './common';
import { DOMAIN, Environment } from './environments';
import { isProtected, useStateBackend } from './state-backend';

/** One environment's cluster on EC2. */
export class AwsClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    useStateBackend(this, environment.state);
    const { aws } = environment;
    const name = `${environment.subdomain}.${DOMAIN}`;
    const cni = podNetwork(environment);

    const network = new AwsNetwork(this, 'Network', {
      region: aws.region,
      cidr: aws.cidr,
      availabilityZones: aws.availabilityZones,
      natGateways: aws.natGateways === 'per zone' ? NatGateways.perZone() : NatGateways.single(),
      flowLogs: aws.records ? FlowLogs.toCloudWatch() : undefined,
    });
    const firewall = new AwsNodeFirewall(this, 'Firewall', { network, cni });
    const protection = isProtected(this, environment.protection);
    const machines = {
      image: TalosAmi.official(this, 'Image', { talosVersion: environment.talosVersion }),
      market: InstanceMarket.onDemand({ terminationProtection: protection }),
      detailedMonitoring: aws.records,
    };

    new TalosCluster(this, 'Cluster', {
      clusterName: id,
      domain: name,
      kubernetesVersion: environment.kubernetesVersion,
      versionContract: VersionContract.V1_13,
      profile: profileOf(environment),
      cni,
      lock: lockOf(id),
      endpoint: new AwsLoadBalancer(this, 'LoadBalancer', {
        firewall,
        scheme: 'internet-facing',
        deletionProtection: protection,
        operators: OperatorCidrs.of(aws.operatorCidrs),
        dns: { zoneName: DOMAIN, recordName: name },
      }),
      controlPlane: new AwsInstancePool(this, 'ControlPlane', {
        ...aws.controlPlaneSize,
        name: `${environment.name}-control-plane`,
        ...machines,
        securityGroup: firewall.controlPlane,
        count: environment.controlPlanes,
      }),
      workerPools: [
        new AwsInstancePool(this, 'Worker', {
          ...aws.workerSize,
          name: `${environment.name}-worker`,
          ...machines,
          securityGroup: firewall.workers,
          count: environment.workers,
        }),
      ],
      preventDestroy: protection,
    });
  }
}
