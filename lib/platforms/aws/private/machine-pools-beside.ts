import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { IAwsMachinePool, isAwsMachinePool } from '../aws-machine-pool';

/** The pools of EC2 instances in the stack of a construct, in the order of their creation. */
export function machinePoolsBeside(scope: IConstruct): IAwsMachinePool[] {
  return TerraformStack.of(scope)
    .node.findAll()
    .filter((node) => isAwsMachinePool(node));
}
