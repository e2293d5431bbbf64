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
    ...memberFindings(links),
    ...parentFindings(links),
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

function memberFindings(links: NetworkLinks): Finding[] {
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
  ]);
}

function parentFindings(links: NetworkLinks): Finding[] {
  return Object.entries(links)
    .filter(([name, { facts }]) => facts.parent === name || facts.members?.includes(name) === true)
    .map(([name]) =>
      LINK_MEMBERS.finding({
        wrong: `the link ${quote(name)} stands on itself`,
        given: quote(name),
        allowed: 'another link as parent or member',
        fix: 'Name the link that carries it.',
      }),
    );
}

function addressFindings(links: NetworkLinks, { platform, platformLinks }: SettingFacts): Finding[] {
  if (platformLinks.length > 0) return [];
  const all = Object.values(links);
  const leads = all.length === 0 || all.some((link) => link.facts.leadsToMachine && link.isAddressed);
  const isJudged = [TalosPlatform.AWS, TalosPlatform.METAL, TalosPlatform.NOCLOUD].includes(platform);
  if (leads || !isJudged) return [];
  const mistake = {
    wrong: 'no link leads to the machine any more: Talos stops asking for addresses by itself',
    given: `links: ${Object.keys(links).map(quote).join(', ')}`,
    allowed: 'one link at least with addresses or DHCP, beside tunnels and dummies',
  };
  return [
    platform === TalosPlatform.METAL ? LINK_UNADDRESSED_PERHAPS.finding(mistake) : LINK_UNADDRESSED.finding(mistake),
  ];
}
