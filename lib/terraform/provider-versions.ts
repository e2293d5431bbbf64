import { TerraformStack } from 'cdktf';

/**
 * The provider versions that the bindings were made from, and that a stack asks for unless told otherwise.
 *
 * The talos provider is a pre-release because no earlier line can upgrade a machine or a cluster: see
 * docs/adr/0003-talos-provider-0.12.md.
 */
export const DEFAULT_PROVIDER_VERSIONS = { talos: '0.12.0-alpha.5', proxmox: '0.111.1', helm: '3.1.1' } as const;

/** The newest stable release of the talos provider: it configures and bootstraps, and upgrades nothing. */
const STABLE_TALOS_PROVIDER = '0.11.0';

/** What a stack has asked of the talos provider so far, and whether the user chose its version. */
interface TalosProviderChoice {
  byUser: boolean;
  upgrades: boolean;
  stable: boolean;
}

const choices = new WeakMap<TerraformStack, TalosProviderChoice>();

/** Version constraints by provider, in Terraform's syntax. */
export interface ProviderVersions {
  /**
   * siderolabs/talos; a pre-release is met by an exact version only.
   * @default - the version of the bindings
   */
  readonly talos?: string;
  /**
   * bpg/proxmox.
   * @default - the version of the bindings
   */
  readonly proxmox?: string;
  /**
   * hashicorp/aws.
   * @default - the version that the installed @cdktf/provider-aws was made from
   */
  readonly aws?: string;
  /**
   * hashicorp/helm, which only a pod network out of a Helm chart uses.
   * @default - the version of the bindings
   */
  readonly helm?: string;
}

/**
 * Lets a stack run with other provider versions than the bindings were made from, for instance a fixed release before
 * this library has bindings for it. Only providers that the stack uses are affected.
 */
export function setProviderVersions(stack: TerraformStack, versions: ProviderVersions): void {
  for (const [name, version] of Object.entries(versions) as [string, string | undefined][]) {
    if (version !== undefined) requireVersion(stack, name, version);
  }
  if (versions.talos !== undefined) choiceOf(stack).byUser = true;
}

/**
 * Has a stack ask for the stable line of the talos provider where nothing in it needs more than configurations, and the
 * user has not chosen a version.
 */
export function preferTalosProvider(stack: TerraformStack, need: 'configurations' | 'upgrades'): void {
  const choice = choiceOf(stack);
  choice.upgrades ||= need === 'upgrades';
  if (choice.byUser) return;
  if (!choice.upgrades) requireVersion(stack, 'talos', STABLE_TALOS_PROVIDER);
  else if (choice.stable) requireVersion(stack, 'talos', DEFAULT_PROVIDER_VERSIONS.talos);
  choice.stable = !choice.upgrades;
}

function requireVersion(stack: TerraformStack, provider: string, version: string): void {
  stack.addOverride(`terraform.required_providers.${provider}.version`, version);
}

function choiceOf(stack: TerraformStack): TalosProviderChoice {
  const choice = choices.get(stack) ?? { byUser: false, upgrades: false, stable: false };
  choices.set(stack, choice);
  return choice;
}
