import { IConstruct } from 'constructs';
import { IMachinePool } from '../../cluster/machine-pool';
import { IAwsNodeSecurityGroup } from './aws-node-firewall';
import { AwsNatAddress } from './network';

/** A pool whose machines a load balancer can register. */
export interface IAwsMachinePool extends IMachinePool {
  /** The security group of the machines. */
  readonly securityGroup: IAwsNodeSecurityGroup;
  /**
   * Ids of further security groups that the machines are in.
   * @default - none
   */
  readonly additionalSecurityGroupIds?: readonly string[];
  /** Instance ids by machine name. */
  readonly instanceIds: ReadonlyMap<string, string>;
  /**
   * The machines' own addresses on the internet, by machine name: an internet-facing load balancer admits them.
   * @default - none: the machines appear by the NAT addresses of their network
   */
  readonly publicAddresses?: readonly AwsNatAddress[];
}

/** Whether a construct is a pool of EC2 instances. */
export function isAwsMachinePool(node: IConstruct): node is IAwsMachinePool {
  return 'instanceIds' in node && 'securityGroup' in node;
}
