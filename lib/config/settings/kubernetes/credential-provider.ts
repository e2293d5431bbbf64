import { Finding, quote } from '../../../checks/check';
import { CREDENTIAL_PROVIDER } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';
import type { SettingFacts } from '../setting';
import { variableFindings } from '../system/kernel';

/** A program that the kubelet asks for the credentials of a registry. */
export interface CredentialProvider {
  /** Name of the program, which a system extension brings, such as `ecr-credential-provider`. */
  readonly name: string;
  /** Images that it is asked for, such as `*.dkr.ecr.*.amazonaws.com`. */
  readonly matchImages: readonly [string, ...string[]];
  /**
   * Time for which its answer counts where it names none, such as `12h`.
   * @default '10m'
   */
  readonly cacheDuration?: string;
  /**
   * Arguments of the program.
   * @default - none
   */
  readonly args?: readonly string[];
  /**
   * Environment of the program.
   * @default - that of the kubelet
   */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Programs that a system extension brings, and which. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'ecr-credential-provider': 'siderolabs/ecr-credential-provider',
};

/** The programs as configuration. */
export function credentialProviderPatches(providers: readonly CredentialProvider[]): ConfigPatch[] {
  if (providers.length === 0) return [];
  return [
    ConfigPatch.merge({
      machine: {
        kubelet: {
          credentialProviderConfig: {
            apiVersion: 'kubelet.config.k8s.io/v1',
            kind: 'CredentialProviderConfig',
            providers: providers.map(({ name, matchImages, cacheDuration = '10m', args, environment = {} }) => ({
              apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
              name,
              matchImages: [...matchImages],
              defaultCacheDuration: cacheDuration,
              ...(args === undefined ? {} : { args: [...args] }),
              ...(Object.keys(environment).length === 0
                ? {}
                : { env: Object.entries(environment).map(([key, value]) => ({ name: key, value })) }),
            })),
          },
        },
      },
    }),
  ];
}

/** What is wrong with the programs on these machines. */
export function credentialProviderFindings(
  providers: readonly CredentialProvider[],
  { image, isKnown }: SettingFacts,
): Finding[] {
  const names = providers.map(({ name }) => name);
  return providers.flatMap(({ name, cacheDuration, environment = {} }, index) => {
    if (!isKnown(name)) return [];
    const refused = (wrong: string, given: string, allowed: string): Finding =>
      CREDENTIAL_PROVIDER.finding({ wrong, given, allowed });
    if (!/^[\w.-]+$/.test(name) || names.indexOf(name) !== index) {
      return [refused('a credential provider is the name of a program, once', quote(name), 'a file name without path')];
    }
    const extension = Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name] : undefined;
    const extensions = image.systemExtensions;
    return [
      ...variableFindings(environment, { isKnown }),
      ...(cacheDuration !== undefined && isKnown(cacheDuration) && !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(cacheDuration)
        ? [refused('this is not a duration', `cacheDuration ${quote(cacheDuration)}`, "a duration such as '12h'")]
        : []),
      ...(extension !== undefined && extensions !== undefined && !extensions.includes(extension)
        ? [
            refused(
              `the program ${quote(name)} is not on these machines`,
              `systemExtensions ${extensions.map(quote).join(', ') || 'none'}`,
              `the extension ${quote(extension)} in the schematic of their image`,
            ),
          ]
        : []),
    ];
  });
}
