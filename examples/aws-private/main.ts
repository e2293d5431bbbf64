import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  CiliumChart,
  ClusterProfile,
  Cni,
  DeploymentLock,
  TalosCluster,
  VersionContract,
  requireEncryptedState,
  useS3State,
} from 'cdktf-talos';
import {
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNodeFirewall,
  FlowLogs,
  InstanceMarket,
  OperatorCidrs,
  TalosAmi,
} from 'cdktf-talos/aws';
import { Runner } from './runner';

const STATE = { bucket: 'example-terraform-state', region: 'eu-central-1' };

const app = new App();

// Deployed first, from anywhere: nothing in it has to be reached.
const groundwork = new TerraformStack(app, 'aws-private-network');
useS3State(groundwork, STATE);
const vpc = new AwsNetwork(groundwork, 'Network', {
  region: 'eu-central-1',
  cidr: '10.150.0.0/16',
  availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  serviceEndpoints: ['ec2', 'ecr', 'elb', 'ssm'],
  flowLogs: FlowLogs.toCloudWatch({ retentionDays: 365 }),
});
// An address in the first private subnet, so that the load balancer admits this machine alone.
const runner = new Runner(groundwork, 'Runner', { network: vpc, address: '10.150.0.10' });
new TerraformOutput(groundwork, 'runner', { value: runner.instanceId });

// Deployed from the runner, or through a tunnel that ends at it.
const cluster = new TerraformStack(app, 'aws-private');
requireEncryptedState(cluster);
useS3State(cluster, STATE);
const network = AwsNetwork.fromIds(cluster, 'Network', vpc);
const cni = Cni.cilium(CiliumChart.release('1.18.4'));
const firewall = new AwsNodeFirewall(cluster, 'Firewall', { network, cni });
const machines = {
  image: TalosAmi.official(cluster, 'Image', { talosVersion: 'v1.13.9' }),
  market: InstanceMarket.onDemand({ terminationProtection: true }),
  detailedMonitoring: true,
  diskGiB: 100,
};

new TalosCluster(cluster, 'Cluster', {
  clusterName: 'aws-private',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  profile: ClusterProfile.hardened(),
  cni,
  lock: DeploymentLock.file('locks/aws-private.json'),
  endpoint: new AwsLoadBalancer(cluster, 'LoadBalancer', {
    firewall,
    scheme: 'internal',
    operators: OperatorCidrs.of([`${runner.address}/32`]),
    dns: { zoneName: 'example.org', recordName: 'k8s.example.org' },
    deletionProtection: true,
  }),
  controlPlane: new AwsInstancePool(cluster, 'ControlPlane', {
    ...machines,
    securityGroup: firewall.controlPlane,
    count: 3,
    instanceType: 'm7i.large',
    spread: true,
  }),
  workerPools: [
    new AwsInstancePool(cluster, 'Worker', {
      ...machines,
      securityGroup: firewall.workers,
      count: 3,
      instanceType: 'm7i.xlarge',
    }),
  ],
});

app.synth();
