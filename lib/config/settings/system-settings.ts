import { ConfigPatch } from '../config-patch';
import { secretVariableFindings } from '../patch-secrets';
import { SettingTable, mergeMaps } from './setting';
import { ExtensionService, extensionServiceDocument, extensionServiceFindings } from './system/extension-service';
import { moduleFindings, parameterFindings, variableFindings } from './system/kernel';
import { KubernetesTalosApiAccess, apiAccessFindings } from './system/kubernetes-talos-api-access';
import { LogDestination, eventSinkFindings, logFindings, loggingDestination } from './system/logs';
import { MachineFile } from './system/machine-file';
import { OomHandler, oomDocument, oomFindings } from './system/oom-handler';
import { WatchdogTimer, watchdogDocument, watchdogFindings } from './system/watchdog';

/** What the operating system of a machine does. */
export interface SystemSettings {
  /**
   * Kernel parameters under `/proc/sys` by their dotted names, such as `vm.max_map_count: '262144'`. A pool's are added
   * to those of the cluster.
   * @default - those that Talos sets by itself, which follow the Kernel Self Protection Project
   */
  readonly sysctls?: Readonly<Record<string, string>>;
  /**
   * Kernel parameters under `/sys` by their dotted names, such as
   * `devices.system.cpu.cpu0.cpufreq.scaling_governor: 'performance'`. A pool's are added to those of the cluster.
   * @default - the kernel's own
   */
  readonly sysfs?: Readonly<Record<string, string>>;
  /**
   * Kernel modules to load by name, each with its parameters, such as `drbd: ['usermode_helper=disabled']`. Changed
   * parameters take effect by a reboot. A module that a system extension brings needs it in the image. A pool's are added
   * to those of the cluster.
   * @default - what the hardware asks for
   */
  readonly kernelModules?: Readonly<Record<string, readonly string[]>>;
  /**
   * Environment variables of Talos's own services by name, containerd and the kubelet among them: `HTTPS_PROXY`,
   * `NO_PROXY`, `GRPC_GO_LOG_SEVERITY_LEVEL`. A pool's are added to those of the cluster.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Rules of udev, one line each. They are read at boot.
   * @default - those of Talos and of the image's extensions
   */
  readonly udevRules?: readonly string[];
  /**
   * Files by path. A pool's are added to those of the cluster.
   * @default - none
   */
  readonly files?: Readonly<Record<string, MachineFile>>;
  /**
   * What the services of system extensions are configured with, by the name of the service, such as `tailscale`. The
   * image has to have the extension. A pool's are added to those of the cluster.
   * @default - services that need configuration wait for it
   */
  readonly extensionServices?: Readonly<Record<string, ExtensionService>>;
  /**
   * Resets a machine that no longer answers. A pool's fields are added to those of the cluster; `{}` is the first timer
   * with Talos's timeout.
   * @default - none
   */
  readonly watchdog?: WatchdogTimer;
  /**
   * When and whom Talos kills before the memory is used up. A pool's fields are added to those of the cluster.
   * @default - Talos's own rules
   */
  readonly oomHandler?: OomHandler;
  /**
   * Servers that the logs of Talos's services go to.
   * @default - logs stay on the machine
   */
  readonly logDestinations?: readonly LogDestination[];
  /**
   * Servers that the kernel's log goes to, as `tcp://host:port` or `udp://host:port`, by a name of your choice. A pool's
   * are added to those of the cluster.
   * @default - the log stays on the machine
   */
  readonly kernelLogDestinations?: Readonly<Record<string, string>>;
  /**
   * Server that Talos reports its events to, as `host:port`.
   * @default - events are seen over the Talos API only
   */
  readonly eventSink?: string;
  /**
   * Lets pods use the Talos API; the custom resource `ServiceAccount` of `talos.dev` hands them the credentials. It is
   * the control plane that grants it, so workers carry nothing of it.
   * @default - pods cannot
   */
  readonly kubernetesTalosApiAccess?: KubernetesTalosApiAccess;
}

/** How the settings of the system become configuration. */
export const SYSTEM_SETTINGS: SettingTable<SystemSettings> = {
  sysctls: {
    patches: (sysctls) => [ConfigPatch.merge({ machine: { sysctls } })],
    findings: (sysctls, facts) => parameterFindings('/proc/sys', sysctls, facts),
    merge: mergeMaps,
  },
  sysfs: {
    patches: (sysfs) => [ConfigPatch.merge({ machine: { sysfs } })],
    findings: (sysfs, facts) => parameterFindings('/sys', sysfs, facts),
    merge: mergeMaps,
  },
  kernelModules: {
    patches: (modules) => [
      ConfigPatch.merge({
        machine: {
          kernel: {
            modules: Object.entries(modules).map(([name, parameters]) => ({
              name,
              ...(parameters.length === 0 ? {} : { parameters: [...parameters] }),
            })),
          },
        },
      }),
    ],
    findings: moduleFindings,
    merge: mergeMaps,
  },
  environment: {
    patches: (variables, { contract }) => [
      contract.supportsEnvironmentDocument
        ? ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'EnvironmentConfig', variables })
        : ConfigPatch.merge({ machine: { env: variables } }),
    ],
    findings: (variables, facts) => [
      ...variableFindings(variables, facts),
      ...secretVariableFindings(variables, facts.isKnown),
    ],
    merge: mergeMaps,
  },
  udevRules: {
    patches: (rules) => [ConfigPatch.merge({ machine: { udev: { rules: [...rules] } } })],
  },
  files: {
    patches: (files) => [
      ConfigPatch.merge({ machine: { files: Object.entries(files).map(([path, file]) => file.config(path)) } }),
    ],
    findings: (files, { isKnown }) => Object.entries(files).flatMap(([path, file]) => file.findings(path, isKnown)),
    merge: mergeMaps,
  },
  extensionServices: {
    patches: (services) => Object.entries(services).map(([name, service]) => extensionServiceDocument(name, service)),
    findings: (services, facts) => [
      ...extensionServiceFindings(services, facts),
      ...Object.values(services).flatMap(({ environment = {} }) => secretVariableFindings(environment, facts.isKnown)),
    ],
    merge: mergeMaps,
  },
  watchdog: {
    patches: (timer) => [watchdogDocument(timer)],
    findings: (timer, { isKnown }) => watchdogFindings(timer, isKnown),
    merge: mergeMaps,
    later: true,
  },
  oomHandler: {
    patches: (handler) => [oomDocument(handler)],
    findings: (handler, { isKnown }) => oomFindings(handler, isKnown),
    merge: mergeMaps,
    later: true,
  },
  logDestinations: {
    patches: (destinations) => [
      ConfigPatch.merge({ machine: { logging: { destinations: destinations.map(loggingDestination) } } }),
    ],
    findings: (destinations, { isKnown }) =>
      logFindings(
        destinations.map(({ url }) => url),
        isKnown,
      ),
  },
  kernelLogDestinations: {
    patches: (destinations) =>
      Object.entries(destinations).map(([name, url]) =>
        ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KmsgLogConfig', name, url }),
      ),
    findings: (destinations, { isKnown }) => logFindings(Object.values(destinations), isKnown),
    merge: mergeMaps,
  },
  eventSink: {
    patches: (endpoint) => [ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'EventSinkConfig', endpoint })],
    findings: (endpoint, { isKnown }) => eventSinkFindings(endpoint, isKnown),
  },
  kubernetesTalosApiAccess: {
    patches: ({ allowedRoles, allowedKubernetesNamespaces }, { machineType }) =>
      machineType === 'worker'
        ? []
        : [
            ConfigPatch.merge({
              machine: {
                features: {
                  kubernetesTalosAPIAccess: {
                    enabled: true,
                    allowedRoles: [...allowedRoles],
                    allowedKubernetesNamespaces: [...allowedKubernetesNamespaces],
                  },
                },
              },
            }),
          ],
    findings: (access, { isKnown }) => apiAccessFindings(access, isKnown),
    later: true,
  },
};
