import { KubernetesVersion } from '../../lib/config/kubernetes-version';
import { failureOf, told } from '../support/failure';

describe('KubernetesVersion.of', () => {
  test.each(['v1.36.3', '1.36.3'])('%s has one tag and one number, with or without a v', (text) => {
    const version = KubernetesVersion.of(text);
    expect(version.tag).toBe('v1.36.3');
    expect(version.number).toBe('1.36.3');
    expect(version.minor).toBe(36);
    expect(String(version)).toBe('v1.36.3');
  });

  test('a pre-release keeps its suffix', () => {
    expect(KubernetesVersion.of('v1.37.0-rc.1').number).toBe('1.37.0-rc.1');
  });

  test.each(['', 'latest', '1.36', 'v1.36', '1.36.x', '>=1.36.0', 'v2.0.0', 'v0.36.3'])(
    "fails with '%s', which is no exact version of Kubernetes 1",
    (text) => {
      expect(failureOf(() => KubernetesVersion.of(text))).toContain(
        told('TALOS003', 'this is not an exact Kubernetes version', `'${text}'`, "a release such as 'v1.36.3'"),
      );
    },
  );

  test('releases are compared by number and not by letter', () => {
    const sorted = ['v1.36.10', 'v1.36.9', 'v1.9.0'].map((text) => KubernetesVersion.of(text));
    sorted.sort((a, b) => a.compare(b));
    expect(sorted.map((version) => version.tag)).toEqual(['v1.9.0', 'v1.36.9', 'v1.36.10']);
  });
});
