import { createHash } from 'node:crypto';
import { IResolveContext, Lazy, Token } from 'cdktf';
import { Construct } from 'constructs';
import { MachineClientConfigurationWo } from '../../../providers/talos/machine';
import { EphemeralResource } from '../../../terraform/ephemeral-resource';
import { quotedText, templateParts } from '../../../terraform/template';
import { patchArgument } from '../../../terraform/text';
import { GateCredentials } from '../gate';
import { MachinePlan } from '../machine-plan';
import {
  AdministratorAccess,
  ClusterFacts,
  CredentialArguments,
  LifecycleSecrets,
  MachineConfiguration,
} from './lifecycle-secrets';

/**
 * Keys that lie in a place of the user's. Everything that is made from them is ephemeral, and reaches machines by
 * write-only arguments: the state and the plan hold checksums.
 */
export class SecretsOutside implements LifecycleSecrets {
  readonly inState = false;
  readonly origin = [];
  readonly machineSecrets: unknown;
  private readonly administrator: EphemeralResource;

  /** @param json reference to the machine secrets as JSON, of a value that Terraform does not keep */
  constructor(
    private readonly scope: Construct,
    private readonly facts: ClusterFacts,
    json: string,
  ) {
    this.machineSecrets = decoded(json);
    this.administrator = new EphemeralResource(scope, 'Administrator', 'talos_client_configuration', {
      cluster_name: facts.clusterName,
      machine_secrets: this.machineSecrets,
    });
  }

  get credentials(): CredentialArguments {
    const whole = Token.asAny(this.administrator.attribute('client_configuration')) as unknown;
    return { clientConfigurationWo: whole as MachineClientConfigurationWo };
  }

  get gateCredentials(): GateCredentials {
    const part = (name: string): string => this.administrator.attribute(`client_configuration.${name}`);
    return { ca: part('ca_certificate'), certificate: part('client_certificate'), key: part('client_key') };
  }

  configuration(plan: MachinePlan): MachineConfiguration {
    const { facts } = this;
    const given = {
      cluster_name: facts.clusterName,
      cluster_endpoint: facts.endpointUrl,
      machine_type: plan.machineType,
      talos_version: facts.contract.tag,
      config_patches: plan.patches.map(({ patch }) => patchArgument(patch)),
    };
    const rendered = new EphemeralResource(plan.scope, 'Configuration', 'talos_machine_configuration', {
      ...given,
      machine_secrets: this.machineSecrets,
      kubernetes_version: facts.kubernetesVersion,
      docs: false,
      examples: false,
    }).attribute('machine_configuration');
    return {
      ofMachine: { machineConfigurationWo: rendered },
      ofApply: { machineConfigurationInputWo: rendered },
      checksum: checksumOf(given),
    };
  }

  /** Nothing: user data is kept. A pool that asks for it is refused by a check. */
  seed(): string {
    return '';
  }

  kubeconfig(): string {
    return new EphemeralResource(this.scope, 'Kubeconfig', 'talos_cluster_kubeconfig', {
      cluster_name: this.facts.clusterName,
      endpoint: this.facts.endpointUrl,
      machine_secrets: this.machineSecrets,
    }).attribute('kubeconfig_raw');
  }

  talosconfig({ endpoints, nodes }: AdministratorAccess): string {
    return new EphemeralResource(this.scope, 'Talosconfig', 'talos_client_configuration', {
      cluster_name: this.facts.clusterName,
      machine_secrets: this.machineSecrets,
      endpoints: [...endpoints],
      nodes: [...nodes],
    }).attribute('talos_config');
  }
}

/**
 * A checksum of what the program says, with references by their names. Their values are not looked at: Terraform would
 * not keep a checksum of an ephemeral one. The provider's own checksum covers those.
 */
function checksumOf(given: unknown): string {
  return Lazy.stringValue({
    produce: (context: IResolveContext) =>
      createHash('sha256')
        .update(JSON.stringify(context.resolve(given)))
        .digest('hex'),
  });
}

/** The value that a JSON text holds, once Terraform knows the text. */
function decoded(json: string): string {
  return Lazy.stringValue({
    produce: (context: IResolveContext) => {
      const parts = templateParts(String(context.resolve(json)));
      const texts = parts.map((part) => ('text' in part ? quotedText(part.text) : part.expression));
      const [only = '""'] = texts;
      return `\${jsondecode(${texts.length < 2 ? only : `join("", [${texts.join(', ')}])`})}`;
    },
  });
}
