/** Talos clusters on Amazon EC2: the entry point `cdktf-talos/aws`. Needs the peer `@cdktf/provider-aws`. */
export { portsFor, PORTS } from './config/ports';
export type { NodeRole, PortFeature, Port, PortCaller, PortSelection } from './config/ports';
export { AwsHostedZone } from './platforms/aws/aws-hosted-zone';
export type { AwsHostedZoneProps } from './platforms/aws/aws-hosted-zone';
export { AwsInstancePool } from './platforms/aws/aws-instance-pool';
export type { IAwsMachinePool } from './platforms/aws/aws-instance-pool';
export type { AwsInstancePoolProps } from './platforms/aws/aws-instance-pool-props';
export { AwsLoadBalancer } from './platforms/aws/aws-load-balancer';
export type { AwsDnsRecord, AwsLoadBalancerProps } from './platforms/aws/aws-load-balancer';
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
