import { TerraformStack } from 'cdktf';

/**
 * The provider versions that the bindings were made from, and that a stack asks for unless told otherwise.
 *
 * The talos provider is a pre-release because no earlier line can upgrade a machine or a cluster: see
 * docs/adr/0003-talos-provider-0.12.md.
 */
export const DEFAULT_PROVIDER_VERSIONS = { talos: '0.12.0-alpha.5', proxmox: '0.111.1' } as const;

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
}

/**
 * Lets a stack run with other provider versions than the bindings were made from, for instance a fixed release before
 * this library has bindings for it. Only providers that the stack uses are affected.
 */
export function setProviderVersions(stack: TerraformStack, versions: ProviderVersions): void {
  for (const [name, version] of Object.entries(versions) as [string, string | undefined][]) {
    if (version !== undefined) stack.addOverride(`terraform.required_providers.${name}.version`, version);
  }
}
