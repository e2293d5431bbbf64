/** Talos clusters on Amazon EC2: the entry point `cdktf-talos/aws`. Needs the peer `@cdktf/provider-aws`. */
export { portsFor, PORTS } from './config/ports';
export type { NodeRole, OptionalPorts, Port, PortCaller, PortSelection } from './config/ports';
export { AwsInstancePool } from './platforms/aws/aws-instance-pool';
export type { AwsInstancePoolProps, IAwsMachinePool } from './platforms/aws/aws-instance-pool';
export { AwsLoadBalancer } from './platforms/aws/aws-load-balancer';
export type { AwsDnsRecord, AwsLoadBalancerProps } from './platforms/aws/aws-load-balancer';
export { AwsNetwork } from './platforms/aws/aws-network';
export type { AwsNetworkProps } from './platforms/aws/aws-network';
export { AwsNodeFirewall } from './platforms/aws/aws-node-firewall';
export type { AwsNodeFirewallProps, IAwsNodeFirewall, IAwsNodeSecurityGroup } from './platforms/aws/aws-node-firewall';
export { NatGateways } from './platforms/aws/nat-gateways';
export type { AwsNatAddress, AwsSubnet, IAwsNetwork } from './platforms/aws/network';
export { OperatorCidrs } from './platforms/aws/operator-cidrs';
export { TalosAmi } from './platforms/aws/talos-ami';
export type { ITalosAmi, OfficialAmiProps, OwnAmiProps } from './platforms/aws/talos-ami';
