import { quote } from '../checks/check';
import { MANIFEST_URL } from '../checks/kubernetes-checks';
import { holdsReference } from './reference';

/** Names of what moves: branches and floating tags. */
const MOVING = /^(main|master|head|latest|trunk|develop|dev|stable|edge|nightly|release-v?\d+(\.\d+)*)$/i;
/** A version of three numbers anywhere in a segment: `v1.2.3`, `chart-1.2.3`, `1.2.3-rc.1`. */
const VERSION = /(^|[^0-9a-z.])v?\d+\.\d+\.\d+/i;
const COMMIT = /^(?=.*\d)[0-9a-f]{7,64}$/;

/**
 * The address as it was given.
 * @throws ConfigError TALOS341 when it is not https, or not pinned to a version, a tag or a commit
 */
export function pinnedManifestUrl(url: string): string {
  if (holdsReference(url)) return url;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') {
    throw MANIFEST_URL.configError({
      wrong: 'a manifest is downloaded over https, without credentials in its address',
      given: quote(url),
      allowed: "an address such as 'https://example.org/releases/download/v1.2.3/install.yaml'",
    });
  }
  const segments = [...parsed.pathname.split('/'), ...parsed.searchParams.values()].filter((each) => each !== '');
  const moving = segments.find((segment) => MOVING.test(segment));
  if (moving !== undefined) throw unpinned(`${quote(moving)} in the address is something else tomorrow`, url);
  if (!segments.some((segment) => VERSION.test(segment) || COMMIT.test(segment)) && !/\/refs\/tags\/[^/]/.test(url)) {
    throw unpinned('nothing in the address says which version of the manifest is meant', url);
  }
  return url;
}

function unpinned(wrong: string, url: string): Error {
  return MANIFEST_URL.configError({
    wrong,
    given: quote(url),
    allowed: "an address with a version of three numbers ('v1.2.3'), a commit, or 'refs/tags/…' in its path",
  });
}
