import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterProfile } from '../../lib/config/cluster-profile';
import { VersionContract } from '../../lib/config/version-contract';
import { buildSmallCluster } from '../support/small-cluster';
import { synthesized } from '../support/synthesis';

const PROFILES = [ClusterProfile.hardened(), ClusterProfile.development()];

/** Every option that a profile decides, by its path in the props of a cluster. */
function optionsOf(profile: ClusterProfile): string[] {
  const { settings, kubernetes, allowSchedulingOnControlPlanes, preventDestroy } = profile;
  return [
    ...Object.keys(settings).map((name) => `settings.${name}`),
    ...Object.keys(kubernetes).map((name) => `kubernetes.${name}`),
    ...Object.entries({ allowSchedulingOnControlPlanes, preventDestroy }).flatMap(([name, value]) =>
      value === undefined ? [] : [name],
    ),
  ];
}

test('the table of the documentation has a row for each option that a profile decides, and for no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'profiles.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, option]) => option);
  expect(rows.sort()).toEqual([...new Set(PROFILES.flatMap(optionsOf))].sort());
});

test.each(
  PROFILES.flatMap((profile) =>
    [VersionContract.V1_12, VersionContract.V1_13].map((c) => [profile.name, c, profile] as const),
  ),
)('a cluster of the profile %s synthesizes with contract %s', (_, versionContract, profile) => {
  const { small } = synthesized((app) => buildSmallCluster(app, { cluster: { profile, versionContract } }));
  expect(Object.keys(small?.resource?.talos_machine ?? {})).toHaveLength(3);
});

test('what a cluster says wins over its profile, map by map key by key', () => {
  const text = JSON.stringify(
    synthesized((app) =>
      buildSmallCluster(app, {
        cluster: {
          profile: ClusterProfile.hardened(),
          settings: { sysctls: { 'kernel.sysrq': '1', 'vm.swappiness': '1' } },
        },
      }),
    ),
  );
  expect(text).toContain('kernel.sysrq: \\"1\\"');
  expect(text).toContain('vm.swappiness: \\"1\\"');
  expect(text).toContain('net.ipv4.conf.all.accept_redirects: \\"0\\"');
});
