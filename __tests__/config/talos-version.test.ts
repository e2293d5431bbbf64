import { KubernetesVersion } from '../../lib/config/kubernetes-version';
import { TalosVersion } from '../../lib/config/talos-version';
import { failureOf, told } from '../support/failure';

/** What Talos supports, by its own compatibility tables. */
const SUPPORT: readonly (readonly [talos: string, oldest: number, newest: number])[] = [
  ['1.12', 30, 35],
  ['1.13', 31, 36],
  ['1.14', 32, 37],
];

function kubernetes(minor: number): KubernetesVersion {
  return KubernetesVersion.of(`v1.${String(minor)}.0`);
}

describe('TalosVersion.of', () => {
  test.each([
    ['v1.13.9', 'v1.13.9', '1.13'],
    ['1.12.11', 'v1.12.11', '1.12'],
    ['v1.14.0-alpha.1', 'v1.14.0-alpha.1', '1.14'],
  ])('reads %s', (text, tag, minorName) => {
    const version = TalosVersion.of(text);
    expect(version.tag).toBe(tag);
    expect(version.minorName).toBe(minorName);
    expect(String(version)).toBe(tag);
  });

  test.each(['', 'latest', '1.13', 'v1.13', 'v1.13.x', '^1.13.9', 'v1.13.9.1', 'v01.13.9'])(
    "fails with '%s', which is no exact version",
    (text) => {
      expect(failureOf(() => TalosVersion.of(text))).toContain(
        told('TALOS001', 'this is not an exact Talos version', `'${text}'`, "a release such as 'v1.13.9'"),
      );
    },
  );

  test.each([
    ['v1.11.5', '1.11'],
    ['v1.15.0', '1.15'],
    ['v2.13.0', '2.13'],
    ['v0.14.0', '0.14'],
  ])('fails with %s, whose minor is not known, and names those that are', (text, minor) => {
    expect(failureOf(() => TalosVersion.of(text))).toContain(
      told('TALOS002', `Talos ${minor} is not known to this library`, `'${text}'`, 'a release of 1.12, 1.13, 1.14'),
    );
  });
});

describe('TalosVersion', () => {
  test.each(SUPPORT)('%s runs Kubernetes 1.%i to 1.%i and no other', (talos, oldest, newest) => {
    const version = TalosVersion.of(`v${talos}.1`);
    const minors = Array.from({ length: 20 }, (_, index) => 25 + index);
    const supported = minors.filter((minor) => version.supportsKubernetes(kubernetes(minor)));
    expect(supported).toEqual(minors.filter((minor) => minor >= oldest && minor <= newest));
    expect(version.kubernetesRange).toBe(`Kubernetes 1.${String(oldest)} to 1.${String(newest)}`);
  });

  test('a Kubernetes version below the range of the next minor is said to be dropped by it', () => {
    const version = TalosVersion.of('v1.13.9');
    expect(version.nextMinorDropsKubernetes(kubernetes(31))).toBe(true);
    expect(version.nextMinorDropsKubernetes(kubernetes(32))).toBe(false);
  });

  test('nothing is said to be dropped where the next minor is not known', () => {
    expect(TalosVersion.of('v1.14.0').nextMinorDropsKubernetes(kubernetes(32))).toBe(false);
  });

  test('1.12 upgrades without a drain, later minors with one', () => {
    expect(['v1.12.11', 'v1.13.0', 'v1.14.2'].map((text) => TalosVersion.of(text).upgradesWithDrain)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('releases are compared by number and not by letter', () => {
    const sorted = ['v1.13.10', 'v1.12.11', 'v1.13.9', 'v1.13.9-beta.0']
      .map((text) => TalosVersion.of(text))
      .sort((a, b) => a.compare(b));
    expect(sorted.map((version) => version.tag)).toEqual(['v1.12.11', 'v1.13.9-beta.0', 'v1.13.9', 'v1.13.10']);
  });
});

test('fails when a version has a build suffix, which no image name carries', () => {
  expect(failureOf(() => TalosVersion.of('v1.13.9+abc'))).toContain(
    "TALOS001 this is not an exact Talos version\n  given:   'v1.13.9+abc'",
  );
});
