import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { IAwsMachinePool } from '../aws-machine-pool';

/** Whether a construct is a pool of EC2 instances. */
export function isAwsMachinePool(node: IConstruct): node is IAwsMachinePool {
  return 'instanceIds' in node && 'securityGroup' in node;
}

/** The pools of EC2 instances in the stack of a construct, in the order of their creation. */
export function machinePoolsBeside(scope: IConstruct): IAwsMachinePool[] {
  return TerraformStack.of(scope)
    .node.findAll()
    .filter((node) => isAwsMachinePool(node));
}
