import { Finding } from '../../../checks/check';
import type { KubernetesSettings } from '../kubernetes-settings';
import {
  API_SERVER,
  CONTROLLER_MANAGER,
  Component,
  ComponentArgs,
  ETCD,
  SCHEDULER,
  doubledFindings,
} from './component-args';

/** Arguments that an option writes, by option, component and name: they would take the place of what it says. */
const WRITTEN: readonly (readonly [
  option: keyof KubernetesSettings,
  component: Component,
  args: keyof KubernetesSettings,
  isWritten: (name: string) => boolean,
])[] = [
  ['featureGates', API_SERVER, 'apiServerArgs', (name) => name === 'feature-gates'],
  ['featureGates', CONTROLLER_MANAGER, 'controllerManagerArgs', (name) => name === 'feature-gates'],
  ['featureGates', SCHEDULER, 'schedulerArgs', (name) => name === 'feature-gates'],
  ['podSecurity', API_SERVER, 'apiServerArgs', (name) => name === 'admission-control-config-file'],
  ['admissionPlugins', API_SERVER, 'apiServerArgs', (name) => name === 'enable-admission-plugins'],
  ['auditPolicy', API_SERVER, 'apiServerArgs', (name) => name === 'audit-policy-file'],
  // The provider's own authority is a file on the machine, for which there is no option.
  ['oidc', API_SERVER, 'apiServerArgs', (name) => /^(oidc-(?!ca-file$)|authentication-config$)/.test(name)],
  ['etcdMetrics', ETCD, 'etcdArgs', (name) => name === 'listen-metrics-urls'],
];

/** What is wrong with arguments that an option of the same settings writes. */
export function writtenArgumentFindings(settings: KubernetesSettings): Finding[] {
  return WRITTEN.flatMap(([option, component, args, isWritten]) =>
    settings[option] === undefined
      ? []
      : doubledFindings(component, settings[args] as ComponentArgs | undefined, option, isWritten),
  );
}
