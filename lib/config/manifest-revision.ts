/** Where an address names the revision of a file. */
export interface RevisionPlace {
  /**
   * What the parts begin with: a tag, a branch or a commit by the word before them, whatever a host of repositories has at
   * that place, or the revision is anywhere among them. A page shows the file and is not the file.
   */
  readonly kind: 'page' | 'tag' | 'branch' | 'commit' | 'reference' | 'anywhere';
  /** Parts of the address from the revision on. */
  readonly segments: readonly string[];
}

const PAGE: RevisionPlace = { kind: 'page', segments: [] };

/** Where the address of a file on GitHub, GitLab, Gitea, Bitbucket or elsewhere names its revision. */
export function revisionPlace(url: URL): RevisionPlace {
  const path = url.pathname.split('/').filter((segment) => segment !== '');
  const values = [...url.searchParams.values()].filter((value) => value !== '');
  const isRaw = url.searchParams.has('raw');
  if (url.hostname === 'raw.githubusercontent.com') return referenceAt(path.slice(2));
  if (/^gist\.github(usercontent)?\.com$/.test(url.hostname)) return gistPlace(path);
  if (url.hostname === 'github.com') return gitHubPlace(path, isRaw);
  if (url.hostname === 'bitbucket.org' && path[2] === 'src' && !isRaw) return PAGE;
  return otherPlace(path, values);
}

/** The id of a gist looks like a commit, and leads to the newest one. */
function gistPlace(path: readonly string[]): RevisionPlace {
  const raw = path.indexOf('raw');
  return raw === -1 ? PAGE : { kind: 'commit', segments: path.slice(raw + 1) };
}

function gitHubPlace([, , what, ...rest]: readonly string[], isRaw: boolean): RevisionPlace {
  if (what === 'raw' || (what === 'blob' && isRaw)) return referenceAt(rest);
  if (what === 'archive') return { kind: 'anywhere', segments: rest };
  if (what !== 'releases' || !rest.includes('download')) return PAGE;
  return { kind: 'reference', segments: rest[0] === 'download' ? rest.slice(1) : rest };
}

/** Addresses as other hosts of repositories have them: `/-/raw/` of GitLab, `/raw/tag/` of Gitea. */
function otherPlace(path: readonly string[], values: readonly string[]): RevisionPlace {
  const dash = path.indexOf('-');
  if (dash !== -1 && ['blob', 'tree'].includes(path[dash + 1] ?? '')) return PAGE;
  const raw = path.indexOf('raw');
  const [word, ...rest] = raw === -1 ? [] : path.slice(raw + 1);
  if (word === 'tag' || word === 'branch' || word === 'commit') return { kind: word, segments: rest };
  if (dash !== -1 && raw === dash + 1) return referenceAt(path.slice(raw + 1));
  return referenceIn([...path, ...values]);
}

function referenceAt(segments: readonly string[]): RevisionPlace {
  const place = referenceIn(segments);
  return place.kind === 'anywhere' ? { ...place, kind: 'reference' } : place;
}

/** `refs/tags/` and `refs/heads/` say what follows, wherever they stand. */
function referenceIn(segments: readonly string[]): RevisionPlace {
  const at = segments.findIndex((each, index) => each === 'refs' && /^(tags|heads)$/.test(segments[index + 1] ?? ''));
  if (at === -1) return { kind: 'anywhere', segments };
  return { kind: segments[at + 1] === 'tags' ? 'tag' : 'branch', segments: segments.slice(at + 2) };
}
