import { Finding, quote } from '../../../checks/check';
import {
  LINK_ALIAS_FORM,
  LINK_MEMBERS,
  LINK_NAME_FORM,
  LINK_UNADDRESSED,
  LINK_UNADDRESSED_PERHAPS,
} from '../../../checks/network-checks';
import { TalosPlatform } from '../../talos-platform';
import type { SettingFacts } from '../setting';
import { isLinkName } from './link-values';
import { NetworkLink } from './network-link';

/** Links by their names. */
export type NetworkLinks = Readonly<Record<string, NetworkLink>>;

/** What is wrong with the links of a machine, taken together. */
export function linkFindings(links: NetworkLinks, facts: SettingFacts): Finding[] {
  return [
    ...linkNameFindings('links', Object.keys(links), facts),
    ...memberFindings(links, facts),
    ...circleFindings(links),
    ...addressFindings(links, facts),
  ];
}

/** What is wrong with names of links that stand as keys. */
export function linkNameFindings(option: string, names: readonly string[], { isKnown }: SettingFacts): Finding[] {
  return names
    .filter((name) => isKnown(name) && !isLinkName(name))
    .map((name) =>
      LINK_NAME_FORM.finding({
        wrong: `a key of '${option}' cannot be the name of a link`,
        given: quote(name),
        allowed: "1 to 15 letters, digits, dots, dashes and underscores, such as 'eth0' or 'bond0.100'",
      }),
    );
}

/** What is wrong with further names of links. */
export function aliasFindings(names: readonly string[], facts: SettingFacts): Finding[] {
  return [
    ...linkNameFindings('linkAliases', names, facts),
    ...names
      .filter((name) => /^(eth\d|en[opsx]\w|lo$|bond\d|dummy\d)/.test(name))
      .map((name) =>
        LINK_ALIAS_FORM.finding({
          wrong: 'an alias looks like a name that the kernel gives',
          given: quote(name),
          allowed: "a name that the kernel never gives, such as 'private' or 'net0'",
        }),
      ),
  ];
}

function memberFindings(links: NetworkLinks, { platformLinks }: SettingFacts): Finding[] {
  const owners = new Map<string, string[]>();
  for (const [name, { facts }] of Object.entries(links)) {
    for (const member of facts.members ?? []) owners.set(member, [...(owners.get(member) ?? []), name]);
  }
  return [...owners].flatMap(([member, names]) => [
    ...(names.length < 2
      ? []
      : [
          LINK_MEMBERS.finding({
            wrong: `the link ${quote(member)} belongs to several others`,
            given: names.map(quote).join(', '),
            allowed: 'one bond or bridge for each link',
          }),
        ]),
    ...(links[member]?.isAddressed === true
      ? [
          LINK_MEMBERS.finding({
            wrong: `the link ${quote(member)} belongs to ${names.map(quote).join(', ')} and has an address of its own`,
            given: `addresses or DHCP on ${quote(member)}`,
            allowed: 'addresses on the bond or bridge alone',
            fix: `Give the addresses to ${quote(names[0])}.`,
          }),
        ]
      : []),
    ...(platformLinks.includes(member) && links[member]?.isAddressed !== true
      ? [
          LINK_MEMBERS.finding({
            wrong: `the link ${quote(member)} belongs to ${names.map(quote).join(', ')} and has an address from the platform`,
            given: `${quote(member)} among the members of ${names.map(quote).join(', ')}`,
            allowed: 'links that the platform gives no address',
            fix: 'Use another card of the machine: a member is not reached by an address of its own.',
          }),
        ]
      : []),
  ]);
}

/** Links that stand on themselves, directly or by others; each circle is told once. */
function circleFindings(links: NetworkLinks): Finding[] {
  const circles = new Map<string, readonly string[]>();
  for (const name of Object.keys(links)) {
    const circle = circleOf(name, links);
    const key = [...(circle ?? [])].sort().join(' ');
    if (circle !== undefined && !circles.has(key)) circles.set(key, circle);
  }
  return [...circles.values()].map((circle) =>
    circle.length === 1
      ? LINK_MEMBERS.finding({
          wrong: `the link ${quote(circle[0])} stands on itself`,
          given: quote(circle[0]),
          allowed: 'another link as parent or member',
          fix: 'Name the link that carries it.',
        })
      : LINK_MEMBERS.finding({
          wrong: 'links stand on each other in a circle, and none of them can be made first',
          given: [...circle, circle[0]].map(quote).join(' on '),
          allowed: 'links that stand on a network card in the end',
          fix: `Take ${quote(circle[1])} out of ${quote(circle[0])}, or the other way round.`,
        }),
  );
}

/** The way from a link over what it stands on back to itself; undefined where there is none. */
function circleOf(start: string, links: NetworkLinks): readonly string[] | undefined {
  const seen = new Set<string>();
  const walk = (name: string, way: readonly string[]): readonly string[] | undefined => {
    for (const below of carriersOf(links[name])) {
      if (below === start) return way;
      if (seen.has(below)) continue;
      seen.add(below);
      const found = walk(below, [...way, below]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, [start]);
}

function carriersOf(link: NetworkLink | undefined): readonly string[] {
  if (link === undefined) return [];
  const { members = [], parent } = link.facts;
  return [...members, ...(parent === undefined ? [] : [parent])];
}

function addressFindings(links: NetworkLinks, { platform, platformLinks }: SettingFacts): Finding[] {
  const [first] = platformLinks;
  if (first !== undefined) return links[first]?.isUp === false ? [downFinding(first)] : [];
  const all = Object.entries(links);
  const leads = all.length === 0 || all.some(([name, link]) => isWayIn(name, link, platform));
  const isJudged = [TalosPlatform.AWS, TalosPlatform.METAL, TalosPlatform.NOCLOUD].includes(platform);
  if (leads || !isJudged) return [];
  const mistake = {
    wrong: 'no link leads to the machine any more: Talos stops asking for addresses by itself',
    given: `links: ${Object.keys(links).map(quote).join(', ')}`,
    allowed: 'one link at least with addresses or DHCP, beside tunnels and dummies',
  };
  if (platform === TalosPlatform.METAL) return [LINK_UNADDRESSED_PERHAPS.finding(mistake)];
  return [
    LINK_UNADDRESSED.finding(
      platform === TalosPlatform.AWS
        ? {
            ...mistake,
            allowed: "DHCP on 'eth0' beside them, the link that EC2 gives the machine's address",
            fix: 'Describe that link as well: { eth0: NetworkLink.physical({ dhcp4: Dhcp.client() }) }.',
          }
        : mistake,
    ),
  ];
}

function downFinding(link: string): Finding {
  return LINK_UNADDRESSED.finding({
    wrong: `the link ${quote(link)} stays down, and the platform gives the machine its address on it`,
    given: `${quote(link)} with up: false`,
    allowed: `${quote(link)} up, as it is where nothing is said`,
    fix: "Leave 'up' out.",
  });
}

/** Whether an address of the link is a way to the machine; on EC2 it is that of the first card alone. */
function isWayIn(name: string, link: NetworkLink, platform: TalosPlatform): boolean {
  if (!link.facts.leadsToMachine || !link.isAddressed) return false;
  return platform !== TalosPlatform.AWS || !isOnFurtherCards(name, link);
}

/** Whether a link is certainly none of the first card's; an alias may be. */
function isOnFurtherCards(name: string, { facts: { members, parent } }: NetworkLink): boolean {
  const carriers = members ?? (parent === undefined ? [name] : [parent]);
  return carriers.every((carrier) => /^eth[1-9]\d*$/.test(carrier));
}
