import { Finding, describe as textOf } from '../../../lib/checks/check';
import { SettingFacts, SettingTable, given } from '../../../lib/config/settings/setting';
import { TalosPlatform } from '../../../lib/config/talos-platform';
import { TalosVersion } from '../../../lib/config/talos-version';
import { VersionContract } from '../../../lib/config/version-contract';

/** Workers of Talos 1.13 without a TPM, from an image without extensions; references are known by their marker. */
export const MACHINES: SettingFacts = {
  contract: VersionContract.V1_13,
  machineType: 'worker',
  image: { talosVersion: TalosVersion.of('v1.13.9'), systemExtensions: [], secureBoot: false },
  platform: TalosPlatform.NOCLOUD,
  platformLinks: ['eth0'],
  hasTpm: false,
  rotatesKubeletCertificates: false,
  isKnown: (value) => !String(value).includes('${TfToken['),
};

/** What is wrong with options of a group of settings. */
export function findingsOf<Options>(table: SettingTable<Options>, options: Options, facts = MACHINES): Finding[] {
  return given(table, options).flatMap(({ setting, value }) => setting.findings?.(value, facts) ?? []);
}

/** Findings as they are reported, without the construct. */
export function reportOf(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.code} ${textOf(finding)}`);
}
