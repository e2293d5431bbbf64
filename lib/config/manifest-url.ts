import { quote } from '../checks/check';
import { MANIFEST_URL } from '../checks/kubernetes-checks';
import { RevisionPlace, revisionPlace } from './manifest-revision';
import { holdsReference } from './reference';

/** Names of branches. */
const BRANCH = /^(main|master|head|trunk|develop|release-v?\d+(\.\d+)?)$/i;
/** Names of channels and floating tags; a version may stand below one. */
const CHANNEL = /^(latest|dev|stable|edge|nightly)$/i;
/** A version of three numbers anywhere in a segment: `v1.2.3`, `chart-1.2.3`, `1.2.3-rc.1`. */
const VERSION = /(^|[^0-9a-z.])v?\d+\.\d+\.\d+/i;
const COMMIT = /^(?=.*\d)[0-9a-f]{7,64}$/;

/**
 * The address as it was given.
 * @throws ConfigError TALOS341 when it is not https, leads to a web page, or is not pinned to a version, a tag or a commit
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
  const place = revisionPlace(parsed);
  if (place.kind === 'page') {
    throw MANIFEST_URL.configError({
      wrong: 'this is a web page that shows the manifest, not the manifest',
      given: quote(url),
      allowed: "the address of the file itself, such as 'https://raw.githubusercontent.com/…/v1.2.3/install.yaml'",
      fix: "Copy the address behind the page's button 'Raw'.",
    });
  }
  const mistake = mistakeOf(place);
  if (mistake !== undefined) throw unpinned(mistake, url);
  return url;
}

/** What keeps a revision from being one; undefined where it is pinned. */
function mistakeOf({ kind, segments }: RevisionPlace): string | undefined {
  const [first = ''] = segments;
  if (kind === 'tag' && first !== '') return undefined;
  if (kind === 'branch') return moving(first);
  if (kind === 'commit')
    return COMMIT.test(first) ? undefined : 'without a commit, the address leads to the newest text';
  if (kind === 'reference' && CHANNEL.test(first)) return moving(first);
  const says = segments.find((segment) => [BRANCH, VERSION, COMMIT].some((form) => form.test(segment)));
  if (says !== undefined) return BRANCH.test(says) ? moving(says) : undefined;
  const channel = segments.find((segment) => CHANNEL.test(segment));
  return channel === undefined ? 'nothing in the address says which version of the manifest is meant' : moving(channel);
}

function moving(name: string): string {
  return `${quote(name)} in the address is something else tomorrow`;
}

function unpinned(wrong: string, url: string): Error {
  return MANIFEST_URL.configError({
    wrong,
    given: quote(url),
    allowed: "an address with a version of three numbers ('v1.2.3'), a commit, or 'refs/tags/…' in its path",
  });
}
