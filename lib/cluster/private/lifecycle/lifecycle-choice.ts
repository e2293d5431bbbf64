import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { TalosProvider } from '../../../providers/talos/provider';
import { defaultProvider } from '../../../terraform/providers';
import { ClusterSecrets } from '../../cluster-secrets';
import { LifecycleMachines } from './lifecycle-machines';
import { ClusterFacts, LifecycleSecrets } from './lifecycle-secrets';
import { ManualMachines } from './manual-machines';
import { RollingMachines } from './rolling-machines';
import { SecretsInState } from './secrets-in-state';
import { SecretsOutside } from './secrets-outside';

/** The keys of a cluster, in the place that the user chose. */
export function lifecycleSecrets(scope: Construct, facts: ClusterFacts, { json }: ClusterSecrets): LifecycleSecrets {
  defaultProvider(scope, 'talos', (stack: TerraformStack) => new TalosProvider(stack, 'TalosProvider'));
  return json === undefined ? new SecretsInState(scope, facts) : new SecretsOutside(scope, facts, json);
}

/** The machines of a cluster, changed in the way that the user chose. */
export function lifecycleMachines(scope: Construct, facts: ClusterFacts, secrets: LifecycleSecrets): LifecycleMachines {
  return facts.upgradeStrategy.manual
    ? new ManualMachines(scope, facts, secrets)
    : new RollingMachines(scope, facts, secrets);
}
