import { quote } from '../../../checks/check';
import { POD_SECURITY_FORM } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';
import { isDnsLabel, isDnsName } from '../../names';
import { holdsReference } from '../../reference';

/** How much a pod may do: anything, what is not known to be dangerous, or what current practice asks for. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** What can be said of Pod Security beside the level that is enforced. */
export interface PodSecurityOptions {
  /**
   * Level whose violations are noted in the audit log.
   * @default 'restricted'
   */
  readonly audit?: PodSecurityLevel;
  /**
   * Level whose violations a user is warned of.
   * @default 'restricted'
   */
  readonly warn?: PodSecurityLevel;
  /**
   * Kubernetes minor whose rules are enforced, such as `v1.35`.
   * @default 'latest': those of the version that runs
   */
  readonly enforceVersion?: string;
  /**
   * Kubernetes minor whose rules are audited.
   * @default 'latest'
   */
  readonly auditVersion?: string;
  /**
   * Kubernetes minor whose rules are warned of.
   * @default 'latest'
   */
  readonly warnVersion?: string;
  /**
   * Namespaces in which nothing is enforced, beside `kube-system`, which always is one.
   * @default - kube-system alone
   */
  readonly exemptNamespaces?: readonly string[];
  /**
   * Names of runtime classes whose pods are let through.
   * @default - none
   */
  readonly exemptRuntimeClasses?: readonly string[];
  /**
   * Users whose pods are let through. Pods are created by controllers: their service accounts have no place here.
   * @default - none
   */
  readonly exemptUsernames?: readonly string[];
}

/**
 * The level of Pod Security in namespaces that say nothing of it by a label of their own.
 *
 * Talos enforces baseline, audits and warns of restricted, and exempts kube-system.
 */
export class PodSecurity {
  /**
   * A level that is enforced.
   * @throws ConfigError TALOS348 when a version is none, or Kubernetes has no such namespace or name
   */
  static standard(level: PodSecurityLevel, options: PodSecurityOptions = {}): PodSecurity {
    return new PodSecurity(level, options);
  }

  /**
   * What current practice asks for: pods run without root, without privileges and without the host's files. Storage
   * and network add-ons need more: exempt their namespaces, or label them.
   * @throws ConfigError TALOS348 when a version is none, or Kubernetes has no such namespace or name
   */
  static restricted(options: Omit<PodSecurityOptions, 'audit' | 'warn'> = {}): PodSecurity {
    return new PodSecurity('restricted', options);
  }

  private constructor(
    /** The level that is enforced. */
    readonly level: PodSecurityLevel,
    private readonly options: PodSecurityOptions,
  ) {
    for (const version of [options.enforceVersion, options.auditVersion, options.warnVersion]) {
      if (version !== undefined && !holdsReference(version) && !/^(latest|v1\.\d+)$/.test(version)) {
        throw POD_SECURITY_FORM.configError({
          wrong: 'the rules of Pod Security have no such version',
          given: quote(version),
          allowed: "'latest', or a minor such as 'v1.35'",
        });
      }
    }
    for (const exemption of EXEMPTIONS) checkExemptions(exemption, options[exemption.option] ?? []);
  }

  /** The configuration; Talos merges it into its own by the name of the plugin, and appends to the lists in it. */
  get patch(): ConfigPatch {
    const { audit = 'restricted', warn = 'restricted', exemptNamespaces = [] } = this.options;
    const { enforceVersion = 'latest', auditVersion = 'latest', warnVersion = 'latest' } = this.options;
    const exemptions = {
      ...someOf('usernames', this.options.exemptUsernames ?? []),
      ...someOf('runtimeClasses', this.options.exemptRuntimeClasses ?? []),
      // Talos's own list has it already, and would hold it twice.
      ...someOf(
        'namespaces',
        exemptNamespaces.filter((name) => name !== 'kube-system'),
      ),
    };
    return ConfigPatch.merge({
      cluster: {
        apiServer: {
          admissionControl: [
            {
              name: 'PodSecurity',
              configuration: {
                apiVersion: 'pod-security.admission.config.k8s.io/v1',
                kind: 'PodSecurityConfiguration',
                defaults: {
                  enforce: this.level,
                  'enforce-version': enforceVersion,
                  audit,
                  'audit-version': auditVersion,
                  warn,
                  'warn-version': warnVersion,
                },
                ...(Object.keys(exemptions).length === 0 ? {} : { exemptions }),
              },
            },
          ],
        },
      },
    });
  }
}

/** What can be exempted, and which names Kubernetes takes for it. */
interface Exemption {
  readonly option: 'exemptNamespaces' | 'exemptRuntimeClasses' | 'exemptUsernames';
  readonly isName: (text: string) => boolean;
  readonly wrong: string;
  readonly allowed: string;
}

/** Source: k8s.io/pod-security-admission, admission/api/validation. */
const EXEMPTIONS: readonly Exemption[] = [
  {
    option: 'exemptNamespaces',
    isName: isDnsLabel,
    wrong: 'this is not the name of a namespace that could be exempt',
    allowed: 'lower-case letters, digits and dashes, 63 at most, without patterns',
  },
  {
    option: 'exemptRuntimeClasses',
    isName: isDnsName,
    wrong: 'this is not the name of a runtime class that could be exempt',
    allowed: 'lower-case letters, digits, dashes and dots, without patterns',
  },
  {
    option: 'exemptUsernames',
    isName: (text) => text.trim() !== '',
    wrong: 'an empty name is that of no user who could be exempt',
    allowed: "the name of a user, such as 'oidc:jane@example.org'",
  },
];

function checkExemptions({ option, isName, wrong, allowed }: Exemption, names: readonly string[]): void {
  const mistake = names.find((name) => !holdsReference(name) && !isName(name));
  if (mistake === undefined) return;
  throw POD_SECURITY_FORM.configError({
    wrong,
    given: `${quote(mistake)} in ${option}`,
    allowed,
    fix: 'Correct the name, or leave it out.',
  });
}

function someOf<Field extends string>(
  field: Field,
  values: readonly string[],
): { readonly [name in Field]?: readonly string[] } {
  return values.length === 0 ? {} : ({ [field]: [...new Set(values)] } as { readonly [name in Field]: string[] });
}
