import { ITerraformDependable } from 'cdktf';
import { VersionContract } from '../../../config/version-contract';
import { MachineConfig } from '../../../providers/talos/machine';
import { MachineConfigurationApplyConfig } from '../../../providers/talos/machine-configuration-apply';
import { UpgradeStrategy } from '../../upgrade-strategy';
import { GateCredentials } from '../gate';
import { MachinePlan } from '../machine-plan';

/** What all machines of a cluster have in common. */
export interface ClusterFacts {
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpointUrl: string;
  /** Kubernetes release as a number, such as `1.36.3`. */
  readonly kubernetesVersion: string;
  readonly contract: VersionContract;
  /** Whether Terraform refuses to destroy what the cluster cannot be made anew from. */
  readonly preventDestroy: boolean;
  readonly upgradeStrategy: UpgradeStrategy;
}

/** The configuration of one machine, as the resources take it that hand it over. */
export interface MachineConfiguration {
  /** For the resource that also installs images. */
  readonly ofMachine: Pick<MachineConfig, 'machineConfiguration' | 'machineConfigurationWo'>;
  /** For the resource that applies configurations alone. */
  readonly ofApply: Pick<MachineConfigurationApplyConfig, 'machineConfigurationInput' | 'machineConfigurationInputWo'>;
  /** A checksum that changes with it, and not with the Kubernetes version, which is brought in for itself. */
  readonly checksum: string;
}

/** The administrator's credentials, as every resource takes them that speaks to machines. */
export type CredentialArguments = Pick<MachineConfig, 'clientConfiguration' | 'clientConfigurationWo'>;

/** Where the administrator's access leads. */
export interface AdministratorAccess {
  /** Hosts on which the Talos API is dialled. */
  readonly endpoints: readonly string[];
  /** Addresses of the machines. */
  readonly nodes: readonly string[];
}

/** The keys of a cluster, and everything that is made from them. */
export interface LifecycleSecrets {
  /** Whether the administrator's credentials may be outputs of the stack. */
  readonly inState: boolean;
  /** What exists before anything is made from them. */
  readonly origin: readonly ITerraformDependable[];
  /** The machine secrets, for an ephemeral resource. */
  readonly machineSecrets: unknown;
  /** For resources that speak to machines. */
  readonly credentials: CredentialArguments;
  /** For the programs at the gates. */
  readonly gateCredentials: GateCredentials;

  /** The whole configuration of a machine. */
  configuration(plan: MachinePlan): MachineConfiguration;
  /** What a machine finds on first boot, with all that it needs then and no more. */
  seed(plan: MachinePlan): string;
  /** The administrator's kubeconfig, once the cluster is bootstrapped. Sensitive. */
  kubeconfig(node: string, endpoint: string, bootstrapped: ITerraformDependable): string;
  /** The administrator's talosconfig. Sensitive. */
  talosconfig(access: AdministratorAccess): string;
}
