import { Finding, quote } from '../../../checks/check';
import { ADMISSION_PLUGIN_FORM } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';
import type { YamlValue } from '../../yaml-value';

/** Admission plugins of the API server that Talos and this library do not set by themselves. */
export type AdmissionPluginName =
  | 'AlwaysPullImages'
  | 'DefaultIngressClass'
  | 'DefaultStorageClass'
  | 'DefaultTolerationSeconds'
  | 'DenyServiceExternalIPs'
  | 'EventRateLimit'
  | 'ExtendedResourceToleration'
  | 'ImagePolicyWebhook'
  | 'LimitPodHardAntiAffinityTopology'
  | 'LimitRanger'
  | 'MutatingAdmissionPolicy'
  | 'MutatingAdmissionWebhook'
  | 'OwnerReferencesPermissionEnforcement'
  | 'PodNodeSelector'
  | 'PodTolerationRestriction'
  | 'PodTopologyLabels'
  | 'Priority'
  | 'ResourceQuota'
  | 'RuntimeClass'
  | 'ValidatingAdmissionPolicy'
  | 'ValidatingAdmissionWebhook';

/** A plugin through which every write to the Kubernetes API passes. */
export class AdmissionPlugin {
  /** A plugin without configuration: it is turned on beside those that are on anyway. */
  static enabled(name: AdmissionPluginName): AdmissionPlugin {
    return new AdmissionPlugin(name, undefined);
  }

  /**
   * A plugin with its configuration, which has an `apiVersion` and a `kind`; it is turned on as well.
   * @throws ConfigError TALOS349 when it has none, or the plugin is PodSecurity
   */
  static configured(
    name: AdmissionPluginName,
    configuration: { readonly [field: string]: YamlValue | undefined },
  ): AdmissionPlugin {
    if (typeof configuration.apiVersion !== 'string' || typeof configuration.kind !== 'string') {
      throw ADMISSION_PLUGIN_FORM.configError({
        wrong: `the configuration of the admission plugin ${quote(name)} does not say of which kind it is`,
        given: `the fields ${Object.keys(configuration).join(', ')}`,
        allowed: "a configuration with 'apiVersion' and 'kind', as the manual of the plugin shows it",
        fix: `Add ${['apiVersion', 'kind']
          .filter((field) => typeof configuration[field] !== 'string')
          .map(quote)
          .join(' and ')} to the fields.`,
      });
    }
    return new AdmissionPlugin(name, configuration);
  }

  private constructor(
    /** Name under which the API server knows it. */
    readonly name: AdmissionPluginName,
    /** What it is told; undefined where there is nothing to tell. */
    readonly configuration: { readonly [field: string]: YamlValue | undefined } | undefined,
  ) {
    if ((name as string) === 'PodSecurity' || !/^[A-Z][A-Za-z]*$/.test(name)) {
      throw ADMISSION_PLUGIN_FORM.configError({
        wrong: `the admission plugin ${quote(name)} is not set here`,
        given: quote(name),
        allowed: "the names of the API server's own plugins; Pod Security has the option 'podSecurity'",
        fix:
          (name as string) === 'PodSecurity'
            ? "Use 'podSecurity' of 'kubernetes'."
            : "Write the name as Kubernetes lists it, such as 'AlwaysPullImages'.",
      });
    }
  }
}

/** The plugins as configuration; Talos adds their names to those that it turns on itself. */
export function admissionPluginPatches(plugins: readonly AdmissionPlugin[]): ConfigPatch[] {
  if (plugins.length === 0) return [];
  const names = [...new Set(plugins.map(({ name }) => name))];
  const configured = plugins.flatMap(({ name, configuration }) =>
    configuration === undefined ? [] : [{ name, configuration }],
  );
  return [
    ConfigPatch.merge({
      cluster: {
        apiServer: {
          extraArgs: { 'enable-admission-plugins': names.join(',') },
          ...(configured.length === 0 ? {} : { admissionControl: configured }),
        },
      },
    }),
  ];
}

/** What is wrong with the plugins together. */
export function admissionPluginFindings(plugins: readonly AdmissionPlugin[]): Finding[] {
  const names = plugins.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) =>
    ADMISSION_PLUGIN_FORM.finding({
      wrong: `the admission plugin ${quote(name)} is given more than once`,
      given: names.map(quote).join(', '),
      allowed: 'each plugin once',
      fix: 'Give it once; one that is configured is turned on as well.',
    }),
  );
}

/** What comes of plugins and narrower ones: those of one name are the narrower ones'. */
export function mergedAdmissionPlugins(
  wide: readonly AdmissionPlugin[],
  narrow: readonly AdmissionPlugin[],
): readonly AdmissionPlugin[] {
  const said = new Set(narrow.map(({ name }) => name));
  return [...wide.filter(({ name }) => !said.has(name)), ...narrow];
}
