import { Fn, ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { OriginalPatch } from '../../../config/machine-config';
import { ClusterKubeconfig } from '../../../providers/talos/cluster-kubeconfig';
import { DataTalosClientConfiguration } from '../../../providers/talos/data-talos-client-configuration';
import {
  DataTalosMachineConfiguration,
  DataTalosMachineConfigurationMachineSecrets,
} from '../../../providers/talos/data-talos-machine-configuration';
import { MachineClientConfiguration } from '../../../providers/talos/machine';
import { MachineSecrets } from '../../../providers/talos/machine-secrets';
import { patchArgument } from '../../../terraform/text';
import { GateCredentials } from '../gate';
import { MachinePlan } from '../machine-plan';
import { seedPatches } from '../seed-findings';
import {
  AdministratorAccess,
  ClusterFacts,
  CredentialArguments,
  LifecycleSecrets,
  MachineConfiguration,
} from './lifecycle-secrets';

/** Keys that Terraform makes once and keeps in its state, and configurations that it keeps beside them. */
export class SecretsInState implements LifecycleSecrets {
  readonly inState = true;
  private readonly secrets: MachineSecrets;
  private readonly configurations = new Map<string, DataTalosMachineConfiguration>();

  constructor(
    private readonly scope: Construct,
    private readonly facts: ClusterFacts,
  ) {
    this.secrets = new MachineSecrets(scope, 'Secrets', {
      talosVersion: facts.contract.tag,
      lifecycle: {
        // A lower version would make a new PKI, and any change would leave every dependent unknown in the plan.
        ignoreChanges: ['talos_version'],
        ...(facts.preventDestroy ? { preventDestroy: true } : {}),
      },
    });
  }

  get origin(): readonly ITerraformDependable[] {
    return [this.secrets];
  }

  /** The secrets as one value: the generated classes would have them copied field by field. */
  get machineSecrets(): DataTalosMachineConfigurationMachineSecrets {
    return Token.asAny(this.secrets.machineSecrets) as unknown as DataTalosMachineConfigurationMachineSecrets;
  }

  get credentials(): CredentialArguments {
    return { clientConfiguration: this.clientConfiguration };
  }

  get gateCredentials(): GateCredentials {
    const { caCertificate: ca, clientCertificate: certificate, clientKey: key } = this.secrets.clientConfiguration;
    return { ca, certificate, key };
  }

  configuration(plan: MachinePlan): MachineConfiguration {
    const configuration = this.rendered('Configuration', plan, plan.patches);
    this.configurations.set(plan.name, configuration);
    return {
      ofMachine: { machineConfiguration: configuration.machineConfiguration },
      ofApply: { machineConfigurationInput: configuration.machineConfiguration },
      checksum: this.checksum(configuration),
    };
  }

  seed(plan: MachinePlan): string {
    const patches = seedPatches(plan);
    const whole = this.configurations.get(plan.name);
    const lean =
      whole === undefined || patches.length < plan.patches.length ? this.rendered('Seed', plan, patches) : whole;
    return lean.machineConfiguration;
  }

  kubeconfig(node: string, endpoint: string, bootstrapped: ITerraformDependable): string {
    return new ClusterKubeconfig(this.scope, 'Kubeconfig', {
      nodeAttribute: node,
      endpoint,
      clientConfiguration: this.clientConfiguration,
      dependsOn: [bootstrapped],
    }).kubeconfigRaw;
  }

  talosconfig({ endpoints, nodes }: AdministratorAccess): string {
    return new DataTalosClientConfiguration(this.scope, 'Talosconfig', {
      clusterName: this.facts.clusterName,
      clientConfiguration: this.clientConfiguration,
      endpoints: [...endpoints],
      nodes: [...nodes],
    }).talosConfig;
  }

  private get clientConfiguration(): MachineClientConfiguration {
    return Token.asAny(this.secrets.clientConfiguration) as unknown as MachineClientConfiguration;
  }

  private checksum(configuration: DataTalosMachineConfiguration): string {
    return Token.asString(
      Fn.sha256(
        Token.asString(Fn.replace(configuration.machineConfiguration, `:v${this.facts.kubernetesVersion}`, '')),
      ),
    );
  }

  private rendered(id: string, plan: MachinePlan, patches: readonly OriginalPatch[]): DataTalosMachineConfiguration {
    return new DataTalosMachineConfiguration(plan.scope, id, {
      clusterName: this.facts.clusterName,
      clusterEndpoint: this.facts.endpointUrl,
      machineType: plan.machineType,
      machineSecrets: this.machineSecrets,
      talosVersion: this.facts.contract.tag,
      kubernetesVersion: this.facts.kubernetesVersion,
      configPatches: patches.map(({ patch }) => patchArgument(patch)),
      docs: false,
      examples: false,
    });
  }
}
