import { Finding } from '../../checks/check';
import { KUBELET_SETTINGS, KubeletSettings } from './kubelet-settings';
import { NETWORK_SETTINGS, NetworkSettings } from './network-settings';
import { optionNameFindings, unknownOptions } from './option-names';
import { REGISTRY_SETTINGS, RegistrySettings } from './registry-settings';
import { SettingFacts, SettingTable, given, mergedOptions } from './setting';
import { STORAGE_SETTINGS, StorageSettings } from './storage-settings';
import { SYSTEM_SETTINGS, SystemSettings } from './system-settings';

/**
 * What can be said about a machine on every platform: of all machines of a cluster, of its control plane, of a pool, or
 * of one machine. The narrower one wins; maps are added up key by key.
 */
export interface MachineSettings
  extends StorageSettings, SystemSettings, NetworkSettings, RegistrySettings, KubeletSettings {}

/** How every setting of a machine becomes configuration, in the order of the configuration. */
export const MACHINE_SETTINGS: SettingTable<MachineSettings> = {
  ...STORAGE_SETTINGS,
  ...SYSTEM_SETTINGS,
  ...NETWORK_SETTINGS,
  ...REGISTRY_SETTINGS,
  ...KUBELET_SETTINGS,
};

/** The settings of a machine from those of its cluster, its pool and its own. */
export function mergedSettings(...wideToNarrow: readonly (MachineSettings | undefined)[]): MachineSettings {
  return { ...unknownOptions(MACHINE_SETTINGS, wideToNarrow), ...mergedOptions(MACHINE_SETTINGS, wideToNarrow) };
}

/** What is wrong with settings for the machines that they are meant for. */
export function settingFindings(settings: MachineSettings, facts: SettingFacts): Finding[] {
  return [
    ...optionNameFindings(MACHINE_SETTINGS, settings, 'settings'),
    ...given(MACHINE_SETTINGS, settings).flatMap(({ setting, value }) => setting.findings?.(value, facts) ?? []),
  ];
}
