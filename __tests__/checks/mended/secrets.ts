import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { ClusterSecrets, EphemeralVariable, StaticMachinePool, TalosCluster, acceptWarning } from '../../../lib';
import { SeededPool, addMetalCluster, metalStack } from '../../support/metal-cluster';
import { MendedChecks } from './mended';

/** A cluster of one machine, with its keys in a place that the stack refers to. */
const keptBy =
  (secrets: (stack: TerraformStack) => ClusterSecrets, Pool = StaticMachinePool) =>
  (app: App): TalosCluster => {
    const stack = metalStack(app);
    return addMetalCluster(stack, { Pool, cluster: { secrets: secrets(stack) } });
  };

const byVariable = (stack: TerraformStack): ClusterSecrets =>
  ClusterSecrets.external(new EphemeralVariable(stack, 'machine_secrets').stringValue);

/** TALOS430 to TALOS439. */
export const secrets: MendedChecks = {
  TALOS430: {
    wrong: keptBy(() => ClusterSecrets.external('{"cluster":{"id":"abc"}}')),
    right: keptBy(byVariable),
  },
  TALOS431: {
    wrong: keptBy((stack) =>
      ClusterSecrets.external(
        new TerraformVariable(stack, 'machine_secrets', { type: 'string', sensitive: true }).stringValue,
      ),
    ),
    right: keptBy(byVariable),
  },
  TALOS432: {
    wrong: keptBy(byVariable, SeededPool),
    right: keptBy(() => ClusterSecrets.inState(), SeededPool),
  },
  TALOS433: {
    wrong: keptBy(byVariable),
    // What is advised is done by hand, and the program says that it is known.
    right: (app) => {
      const { controlPlane } = keptBy(byVariable)(app);
      acceptWarning(controlPlane, 'TALOS433', 'machines are reset by hand before they are taken out');
    },
  },
};
