/** Talos clusters on Amazon EC2: the entry point `cdktf-talos/aws`. Needs the peer `@cdktf/provider-aws`. */
export { portsFor, PORTS } from './config/ports';
export type { NodeRole, PortFeature, Port, PortCaller, PortSelection } from './config/ports';
export { AccessLogs } from './platforms/aws/access-logs';
export type { AccessLogPlace, BucketAccessLogsProps, OwnBucketAccessLogsProps } from './platforms/aws/access-logs';
export type { IAwsAddOnPool } from './platforms/aws/add-ons/aws-add-on-pool';
export { AwsCloudControllerManager } from './platforms/aws/add-ons/aws-cloud-controller-manager';
export type { AwsCloudControllerManagerProps } from './platforms/aws/add-ons/aws-cloud-controller-manager';
export { AwsEbsCsiDriver } from './platforms/aws/add-ons/aws-ebs-csi-driver';
export type { AwsEbsCsiDriverProps } from './platforms/aws/add-ons/aws-ebs-csi-driver';
export { AwsEcrCredentials } from './platforms/aws/add-ons/aws-ecr-credentials';
export type { AwsEcrCredentialsProps } from './platforms/aws/add-ons/aws-ecr-credentials';
export { AwsPodIdentity } from './platforms/aws/add-ons/aws-pod-identity';
export type { AwsPodIdentityProps } from './platforms/aws/add-ons/aws-pod-identity';
export { AwsServiceAccountRole } from './platforms/aws/add-ons/aws-service-account-role';
export type { AwsServiceAccountRoleProps } from './platforms/aws/add-ons/aws-service-account-role';
export type { PolicyStatement } from './platforms/aws/private/policy-document';
export { AwsHostedZone } from './platforms/aws/aws-hosted-zone';
export type { AwsHostedZoneProps } from './platforms/aws/aws-hosted-zone';
export { AwsInstancePool } from './platforms/aws/aws-instance-pool';
export type { AwsInstancePoolProps } from './platforms/aws/aws-instance-pool-props';
export { AwsLoadBalancer } from './platforms/aws/aws-load-balancer';
export type { AwsDnsRecord, AwsLoadBalancerProps } from './platforms/aws/aws-load-balancer-props';
export type { IAwsMachinePool } from './platforms/aws/aws-machine-pool';
export { AwsNetwork } from './platforms/aws/aws-network';
export type { AwsNetworkProps } from './platforms/aws/aws-network-props';
export { AwsNodeFirewall } from './platforms/aws/aws-node-firewall';
export type { AwsNodeFirewallProps, IAwsNodeFirewall, IAwsNodeSecurityGroup } from './platforms/aws/aws-node-firewall';
export { FlowLogs } from './platforms/aws/flow-logs';
export type {
  CloudWatchFlowLogsProps,
  FlowLogTarget,
  FlowLogTraffic,
  S3FlowLogsProps,
} from './platforms/aws/flow-logs';
export { InstanceMarket } from './platforms/aws/instance-market';
export type { OnDemandProps, Purchase, SpotProps } from './platforms/aws/instance-market';
export { NatGateways } from './platforms/aws/nat-gateways';
export type { AwsEndpointService, AwsNatAddress, AwsSubnet, IAwsNetwork } from './platforms/aws/network';
export type { ExistingAwsNetworkProps } from './platforms/aws/private/existing-network';
export type { AwsVolume } from './platforms/aws/private/volume';
export { OperatorCidrs } from './config/operator-cidrs';
export { TalosAmi } from './platforms/aws/talos-ami';
export type { ITalosAmi, OfficialAmiProps, OwnAmiProps, RawImageAmiProps } from './platforms/aws/talos-ami';
