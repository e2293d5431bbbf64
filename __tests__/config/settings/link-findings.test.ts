import { NETWORK_SETTINGS } from '../../../lib/config/settings/network-settings';
import { BondMode } from '../../../lib/config/settings/network/bond-mode';
import { Dhcp } from '../../../lib/config/settings/network/dhcp';
import { NetworkLinks } from '../../../lib/config/settings/network/link-findings';
import { NetworkLink } from '../../../lib/config/settings/network/network-link';
import { TalosPlatform } from '../../../lib/config/talos-platform';
import { told } from '../../support/failure';
import { MACHINES, findingsOf, reportOf } from '../../support/settings/facts';

const card = NetworkLink.physical({ dhcp4: Dhcp.client() });
const ON_AWS = { ...MACHINES, platform: TalosPlatform.AWS, platformLinks: [] };

function reported(links: NetworkLinks, facts = MACHINES): string[] {
  return reportOf(findingsOf(NETWORK_SETTINGS, { links }, facts));
}

function bridge(...members: string[]): NetworkLink {
  return NetworkLink.bridge({ members, dhcp4: Dhcp.client() });
}

describe('links that stand on each other', () => {
  test('are told once, whatever the circle begins with', () => {
    const circle = { br0: NetworkLink.bridge({ members: ['br1'] }), br1: NetworkLink.bridge({ members: ['br0'] }) };
    expect(reported(circle)).toEqual([
      `${told(
        'TALOS323',
        'links stand on each other in a circle, and none of them can be made first',
        "'br0' on 'br1' on 'br0'",
        'links that stand on a network card in the end',
      )}\n  do:      Take 'br1' out of 'br0', or the other way round.`,
    ]);
  });

  test('are told over any number of links, of every kind', () => {
    const mode = BondMode.activeBackup();
    const circle = {
      bond0: NetworkLink.bond({ members: ['eth1', 'vlan7'], mode }),
      br0: NetworkLink.bridge({ members: ['bond0'] }),
      vlan7: NetworkLink.vlan({ parent: 'br0', vlanId: 7 }),
    };
    expect(reported(circle)).toEqual([expect.stringContaining("given:   'bond0' on 'vlan7' on 'br0' on 'bond0'")]);
  });

  test('are right where the last is a card', () => {
    const links = {
      br0: NetworkLink.bridge({ members: ['bond0'] }),
      bond0: NetworkLink.bond({ members: ['eth1', 'eth2'], mode: BondMode.activeBackup() }),
      vlan7: NetworkLink.vlan({ parent: 'br0', vlanId: 7 }),
      vlan8: NetworkLink.vlan({ parent: 'br0', vlanId: 8 }),
    };
    expect(reported(links)).toEqual([]);
  });
});

describe('a link that the platform gives an address', () => {
  test('keeps it, and is no reason for DHCP', () => {
    expect(reported({ eth0: NetworkLink.physical({ mtu: 9000 }), dummy0: NetworkLink.dummy({}) })).toEqual([]);
  });

  test('cannot be a member of another', () => {
    expect(reported({ br0: bridge('eth0', 'eth1') })).toEqual([
      `${told(
        'TALOS323',
        "the link 'eth0' belongs to 'br0' and has an address from the platform",
        "'eth0' among the members of 'br0'",
        'links that the platform gives no address',
      )}\n  do:      Use another card of the machine: a member is not reached by an address of its own.`,
    ]);
    expect(reported({ br0: bridge('eth1') })).toEqual([]);
  });

  test('cannot stay down', () => {
    expect(reported({ eth0: NetworkLink.physical({ up: false }) })).toEqual([
      `${told(
        'TALOS325',
        "the link 'eth0' stays down, and the platform gives the machine its address on it",
        "'eth0' with up: false",
        "'eth0' up, as it is where nothing is said",
      )}\n  do:      Leave 'up' out.`,
    ]);
    expect(reported({ eth0: NetworkLink.physical({ up: true }), eth1: NetworkLink.physical({ up: false }) })).toEqual(
      [],
    );
  });

  test('can carry a VLAN', () => {
    expect(reported({ vlan7: NetworkLink.vlan({ parent: 'eth0', vlanId: 7, addresses: ['10.7.0.5/24'] }) })).toEqual(
      [],
    );
  });
});

describe('no link leads to a machine', () => {
  test.each([
    { platform: TalosPlatform.AWS, severity: 'error', code: 'TALOS325' },
    { platform: TalosPlatform.NOCLOUD, severity: 'error', code: 'TALOS325' },
    { platform: TalosPlatform.METAL, severity: 'warning', code: 'TALOS335' },
  ])('of $platform.name by links without addresses', ({ platform, severity, code }) => {
    const facts = { ...MACHINES, platform, platformLinks: [] };
    const links = {
      wg0: NetworkLink.dummy({ addresses: ['10.98.0.1/24'] }),
      eth1: NetworkLink.physical({ mtu: 9000 }),
    };
    const [finding] = findingsOf(NETWORK_SETTINGS, { links }, facts);
    expect(finding).toMatchObject({
      code,
      severity,
      wrong: 'no link leads to the machine any more: Talos stops asking for addresses by itself',
      given: "links: 'wg0', 'eth1'",
    });
    expect(findingsOf(NETWORK_SETTINGS, { links: { ...links, eth0: card } }, facts)).toEqual([]);
  });

  test.each<[string, NetworkLinks]>([
    ['a further card alone', { eth1: card }],
    ['a bridge of further cards', { br0: bridge('eth1', 'eth2') }],
    ['a VLAN on a further card', { vlan7: NetworkLink.vlan({ parent: 'eth1', vlanId: 7, dhcp4: Dhcp.client() }) }],
    ['the first card, kept down', { eth0: NetworkLink.physical({ dhcp4: Dhcp.client(), up: false }) }],
  ])('of EC2 by %s', (_, links) => {
    expect(reported(links, ON_AWS)).toEqual([
      `${told(
        'TALOS325',
        'no link leads to the machine any more: Talos stops asking for addresses by itself',
        `links: ${Object.keys(links)
          .map((name) => `'${name}'`)
          .join(', ')}`,
        "DHCP on 'eth0' beside them, the link that EC2 gives the machine's address",
      )}\n  do:      Describe that link as well: { eth0: NetworkLink.physical({ dhcp4: Dhcp.client() }) }.`,
    ]);
  });

  test.each<[string, NetworkLinks]>([
    ['its first card', { eth0: card, eth1: card }],
    ['a bridge with it', { br0: bridge('eth0', 'eth1') }],
    ['an alias, which may be that of it', { primary: card }],
  ])('is not so on EC2 with %s', (_, links) => {
    expect(reported(links, ON_AWS)).toEqual([]);
  });
});
