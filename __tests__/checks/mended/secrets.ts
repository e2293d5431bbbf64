import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import {
  BootstrapData,
  ClusterSecrets,
  ControlPlaneEndpoint,
  EphemeralVariable,
  ImageFactorySchematic,
  IngressFirewall,
  StaticMachinePool,
  TalosCluster,
  VersionContract,
  acceptWarning,
} from '../../../lib';
import { MendedChecks } from './mended';

/** A pool that hands its machines their configuration by user data. */
class SeededPool extends StaticMachinePool {
  readonly bootstrapData = new BootstrapData(this);
}

/** A cluster of one machine, with its keys in a place that the stack refers to. */
const keptBy =
  (secrets: (stack: TerraformStack) => ClusterSecrets, Pool = StaticMachinePool) =>
  (app: App): TalosCluster => {
    const stack = new TerraformStack(app, 'metal');
    new LocalBackend(stack, {});
    return new TalosCluster(stack, 'Cluster', {
      clusterName: 'metal',
      kubernetesVersion: 'v1.35.4',
      versionContract: VersionContract.V1_13,
      endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
      ingressFirewall: IngressFirewall.off(),
      secrets: secrets(stack),
      controlPlane: new Pool(stack, 'Metal', {
        image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }),
        machines: { 'metal-0': { address: '192.0.2.10' } },
      }),
    });
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
