import { quote } from '../checks/check';
import { DISCOVERY_FORM } from '../checks/network-checks';
import { ConfigPatch } from './config-patch';
import { IpAddress, IpNetwork } from './ip-network';
import { holdsReference } from './reference';
import { VersionContract } from './version-contract';

/** What KubeSpan does beside connecting the machines. */
export interface KubeSpanOptions {
  /**
   * Whether packets between pods go through KubeSpan by themselves, in place of the tunnels of the CNI. Only for a CNI
   * that gives pods the networks which Kubernetes has for their nodes.
   * @default false
   */
  readonly advertiseKubernetesNetworks?: boolean;
  /**
   * Whether packets to a machine that cannot be reached by KubeSpan take the plain way, unencrypted.
   * @default false: they are dropped
   */
  readonly allowDownPeerBypass?: boolean;
  /**
   * Whether machines tell each other the addresses that they see others come from. For machines behind NAT.
   * @default false
   */
  readonly harvestExtraEndpoints?: boolean;
  /**
   * Size of the largest packet in the tunnel in bytes, at least 1280: 80 less than that of the machines' own links.
   * @default - 1420
   */
  readonly mtu?: number;
  /**
   * Which addresses of machines others try: networks or addresses, or with `!` before them what is left out of those that
   * stand earlier in the list: `['0.0.0.0/0', '::/0', '!192.168.0.0/16']`.
   * @default - all
   */
  readonly endpointFilters?: readonly string[];
  /**
   * Networks in CIDR notation that do not go through KubeSpan, though machines have addresses in them.
   * @default - none
   */
  readonly excludeAdvertisedNetworks?: readonly string[];
}

/** Machines of a cluster connected by WireGuard, whatever networks lie between them. */
export class KubeSpan {
  /**
   * Machines are connected, over UDP port 51820. Discovery has to be on.
   * @throws ConfigError TALOS004 when an excluded network is none, TALOS334 when the MTU or a filter is none
   */
  static enabled(options: KubeSpanOptions = {}): KubeSpan {
    const { mtu, endpointFilters = [], excludeAdvertisedNetworks = [] } = options;
    if (mtu !== undefined && (!Number.isSafeInteger(mtu) || mtu < 1280 || mtu > 65_535)) {
      throw DISCOVERY_FORM.configError({
        wrong: 'this is no MTU of KubeSpan',
        given: `mtu: ${String(mtu)}`,
        allowed: 'a whole number from 1280 to 65535',
        fix: "Give 80 less than the MTU of the machines' links, or leave it out.",
      });
    }
    for (const filter of endpointFilters) checkFilter(filter);
    if (endpointFilters[0]?.startsWith('!') === true) {
      throw DISCOVERY_FORM.configError({
        wrong: 'a filter leaves out of nothing: it takes away from what stands before it',
        given: endpointFilters.map(quote).join(', '),
        allowed: "what is let in first, then what is left out: '0.0.0.0/0', '::/0', '!192.168.0.0/16'",
        fix: 'Put the networks that are let in at the beginning.',
      });
    }
    for (const network of excludeAdvertisedNetworks) if (!holdsReference(network)) IpNetwork.of(network);
    return new KubeSpan(options);
  }

  private constructor(private readonly options: KubeSpanOptions) {}

  /** The configuration of every machine, in the form of the contract. */
  patch(contract: VersionContract): ConfigPatch {
    const { endpointFilters, excludeAdvertisedNetworks, ...options } = this.options;
    const filters = {
      ...(endpointFilters === undefined ? {} : { endpoints: [...endpointFilters] }),
      ...(excludeAdvertisedNetworks === undefined ? {} : { excludeAdvertisedNetworks: [...excludeAdvertisedNetworks] }),
    };
    const kubespan = { enabled: true, ...options, ...(Object.keys(filters).length === 0 ? {} : { filters }) };
    return contract.supportsKubeSpanDocument
      ? ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', ...kubespan })
      : ConfigPatch.merge({ machine: { network: { kubespan } } });
  }
}

function checkFilter(filter: string): void {
  if (holdsReference(filter)) return;
  const text = filter.replace(/^!/, '');
  if (IpAddress.isAddress(text)) return;
  if (text.includes('/')) {
    IpNetwork.of(text);
    return;
  }
  throw DISCOVERY_FORM.configError({
    wrong: 'this is no filter of addresses',
    given: quote(filter),
    allowed: "networks and addresses, such as '10.20.0.0/16', or '!192.168.0.0/16' to exclude",
    fix: 'Write networks in CIDR notation, or addresses.',
  });
}
