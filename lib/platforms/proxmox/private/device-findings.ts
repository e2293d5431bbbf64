import { Finding, quote } from '../../../checks/check';
import {
  BRIDGE_FORM,
  BRIDGE_LIKE_CARD,
  HARDWARE_RANGE,
  VIRTIO_ALONE,
  VLAN_RANGE,
} from '../../../checks/proxmox-checks';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxNetworkDevice } from '../proxmox-network';
import { rangeFinding } from './hardware-findings';

const MOST_MEGABYTES_A_SECOND = 10_240;

/** What is wrong with a VM's network device. */
export function deviceFindings(device: ProxmoxNetworkDevice): Finding[] {
  const { vlanId, bridge, mtu, queues, model = 'virtio', rateLimitMBps } = device;
  const odd = Object.entries({ mtu, queues }).filter(([, value]) => value !== undefined);
  return [
    ...vlanFindings(vlanId),
    ...bridgeFindings(bridge),
    ...(mtu === 1 ? [] : rangeFinding('mtu', mtu, 576, 65_520)),
    ...rangeFinding('queues', queues, 1, 64),
    ...rateFindings(rateLimitMBps),
    ...(model === 'virtio' || odd.length === 0
      ? []
      : [
          VIRTIO_ALONE.finding({
            wrong: `a network device of the model ${quote(model)} has no ${odd.map(([prop]) => prop).join(' and ')}`,
            given: odd.map(([prop, value]) => `${prop}: ${String(value)}`).join(', '),
            allowed: "these with 'virtio' alone",
          }),
        ]),
  ];
}

/** A finding where there is no such VLAN; with an advice of its own where the id cannot be left out. */
export function vlanFindings(vlanId: number | undefined, fix?: string): Finding[] {
  return vlanId === undefined || !isKnown(vlanId) || isVlan(vlanId)
    ? []
    : [
        VLAN_RANGE.finding({
          wrong: 'there is no such VLAN',
          given: `vlanId: ${String(vlanId)}`,
          allowed: '1 to 4094',
          ...(fix === undefined ? {} : { fix }),
        }),
      ];
}

/** What is wrong with the name of a bridge. */
export function bridgeFindings(bridge: string | undefined): Finding[] {
  if (bridge === undefined || !isKnown(bridge)) return [];
  const given = `bridge: ${quote(bridge)}`;
  if (!/^[A-Za-z][A-Za-z0-9_]{0,14}$/.test(bridge)) {
    return [
      BRIDGE_FORM.finding({
        wrong: 'this is not the name of a bridge',
        given,
        allowed:
          "a letter, then up to 14 letters, digits and underscores, such as 'vmbr0'; a vnet has 8 characters at the most",
        ...vlanAdvice(bridge),
      }),
    ];
  }
  return isCardName(bridge)
    ? [
        BRIDGE_LIKE_CARD.finding({
          wrong: 'this is how Proxmox calls a network card or a bond',
          given,
          allowed: "a bridge or a vnet, such as 'vmbr0'",
        }),
      ]
    : [];
}

/** What to do about `<bridge>.<VLAN>`, which is how Linux calls a VLAN of it: the bridge alone is another network. */
function vlanAdvice(bridge: string): { readonly fix?: string } {
  const [, base = '', tag] = /^([A-Za-z]\w{0,14})\.(\d{1,4})$/.exec(bridge) ?? [];
  if (base === '' || !isVlan(Number(tag))) return {};
  return {
    fix: isCardName(base)
      ? `Name the bridge that ${quote(base)} is a port of, such as bridge: 'vmbr0', with vlanId: ${String(Number(tag))}.`
      : `Write bridge: ${quote(base)}, vlanId: ${String(Number(tag))}.`,
  };
}

function rateFindings(rate: number | undefined): Finding[] {
  return rate === undefined || !isKnown(rate) || (rate > 0 && rate <= MOST_MEGABYTES_A_SECOND)
    ? []
    : [
        HARDWARE_RANGE.finding({
          wrong: "'rateLimitMBps' is out of range",
          given: String(rate),
          allowed: `a number above 0, ${String(MOST_MEGABYTES_A_SECOND)} at the most`,
        }),
      ];
}

function isVlan(vlanId: number): boolean {
  return Number.isSafeInteger(vlanId) && vlanId >= 1 && vlanId <= 4094;
}

/** Names that Linux and Proxmox give to cards, bonds and the node itself. */
function isCardName(name: string): boolean {
  return /^(lo|eth\d+|en(o|s|p\d+s|P\d+p\d+s)\d+\w*|enx[0-9a-f]{12}|nic\d+|bond\d+|wl\w+)$/.test(name);
}
