import { Finding, quote } from '../../../checks/check';
import { FEATURE_GATE_FORM } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';
import { SettingContext } from '../setting';

/** Features of Kubernetes by name, on or off. */
export type FeatureGates = Readonly<Record<string, boolean>>;

/** The gates of every component: those of the control plane by an argument, that of each kubelet by its configuration. */
export function featureGatePatches(gates: FeatureGates, { machineType }: SettingContext): ConfigPatch[] {
  const sorted = Object.entries(gates).sort(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.length === 0) return [];
  const kubelet = ConfigPatch.merge({
    machine: { kubelet: { extraConfig: { featureGates: Object.fromEntries(sorted) } } },
  });
  if (machineType === 'worker') return [kubelet];
  const text = sorted.map(([name, on]) => `${name}=${String(on)}`).join(',');
  const component = (): { readonly extraArgs: Readonly<Record<string, string>> } => ({
    extraArgs: { 'feature-gates': text },
  });
  return [
    kubelet,
    ConfigPatch.merge({
      cluster: { apiServer: component(), controllerManager: component(), scheduler: component(), proxy: component() },
    }),
  ];
}

/** What is wrong with the names of gates. */
export function featureGateFindings(gates: FeatureGates): Finding[] {
  return Object.keys(gates)
    .filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name))
    .map((name) =>
      FEATURE_GATE_FORM.finding({
        wrong: `no component of Kubernetes can have a feature gate ${quote(name)}`,
        given: quote(name),
        allowed: "letters and digits, beginning with a capital, such as 'ImageVolume'; on or off is a value of its own",
      }),
    );
}
