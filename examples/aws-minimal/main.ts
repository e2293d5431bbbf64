import { App, TerraformStack } from 'cdktf';
import { ClusterProfile, TalosCluster, VersionContract } from 'cdktf-talos';
import {
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNodeFirewall,
  NatGateways,
  OperatorCidrs,
  TalosAmi,
} from 'cdktf-talos/aws';

const app = new App();
const stack = new TerraformStack(app, 'aws-minimal');

const network = new AwsNetwork(stack, 'Network', {
  region: 'eu-central-1',
  cidr: '10.140.0.0/20',
  availabilityZones: ['eu-central-1a'],
  // Machines have public addresses of their own: a gateway would cost as much as a machine.
  natGateways: NatGateways.none(),
});
const firewall = new AwsNodeFirewall(stack, 'Firewall', { network });
const machines = {
  image: TalosAmi.official(stack, 'Image', { talosVersion: 'v1.13.9' }),
  addresses: 'public',
  diskGiB: 40,
} as const;

new TalosCluster(stack, 'Cluster', {
  clusterName: 'aws-minimal',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  profile: ClusterProfile.development(),
  endpoint: new AwsLoadBalancer(stack, 'LoadBalancer', {
    firewall,
    scheme: 'internet-facing',
    operators: OperatorCidrs.of(['203.0.113.7/32']),
  }),
  controlPlane: new AwsInstancePool(stack, 'ControlPlane', {
    ...machines,
    securityGroup: firewall.controlPlane,
    count: 1,
    instanceType: 't3.medium',
  }),
  workerPools: [
    new AwsInstancePool(stack, 'Worker', {
      ...machines,
      securityGroup: firewall.workers,
      count: 1,
      instanceType: 't3.medium',
    }),
  ],
});

app.synth();
