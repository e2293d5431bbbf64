import { quote } from '../../../checks/check';
import { LINK_OPTION_FORM } from '../../../checks/network-checks';
import { ConfigPatch } from '../../config-patch';
import { holdsReference } from '../../reference';
import { METRIC, checkNumbers, definedOf } from './link-values';

/** How a machine names itself to a DHCP server. */
export class DhcpClientId {
  /** By the hardware address of the link, which Talos does unless told otherwise. */
  static mac(): DhcpClientId {
    return new DhcpClientId({ clientIdentifier: 'mac' });
  }

  /** Not at all; some servers tell machines apart by other means. */
  static none(): DhcpClientId {
    return new DhcpClientId({ clientIdentifier: 'none' });
  }

  /**
   * By a DUID, in pairs of hexadecimal digits with colons between them.
   * @throws ConfigError TALOS322 when it is written otherwise
   */
  static duid(duid: string): DhcpClientId {
    if (!holdsReference(duid) && !/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2})+$/.test(duid)) {
      throw LINK_OPTION_FORM.configError({
        wrong: 'this is no DUID',
        given: quote(duid),
        allowed: "pairs of hexadecimal digits with colons between them, such as '00:01:00:01:23:6f:13:53'",
        fix: 'Copy the DUID that the DHCP server has for the machine.',
      });
    }
    return new DhcpClientId({ clientIdentifier: 'duid', duidRaw: duid });
  }

  private constructor(
    /** The fields of the documents DHCPv4Config and DHCPv6Config. */
    readonly config: { readonly clientIdentifier: 'none' | 'mac' | 'duid'; readonly duidRaw?: string },
  ) {}
}

/** What a machine asks of a DHCP server. */
export interface DhcpOptions {
  /**
   * Metric of the routes that the server hands out; of two default routes, that of the smaller metric is taken.
   * @default - 1024
   */
  readonly routeMetric?: number;
  /**
   * Whether the host name that the server proposes is ignored. Names that this library gives win over it anyway.
   * @default false
   */
  readonly ignoreHostname?: boolean;
  /**
   * How the machine names itself to the server.
   * @default DhcpClientId.mac()
   */
  readonly clientId?: DhcpClientId;
}

/** A link that asks a DHCP server for its addresses. */
export class Dhcp {
  /**
   * The machine asks, and keeps asking.
   * @throws ConfigError TALOS322 when the metric is none
   */
  static client(options: DhcpOptions = {}): Dhcp {
    checkNumbers(options, { routeMetric: METRIC });
    return new Dhcp(options);
  }

  private constructor(private readonly options: DhcpOptions) {}

  /** The document by which the link asks for addresses of that family. */
  patch(family: 4 | 6, link: string): ConfigPatch {
    const { routeMetric, ignoreHostname, clientId } = this.options;
    const fields = {
      apiVersion: 'v1alpha1',
      name: link,
      ...definedOf({ routeMetric, ignoreHostname }),
      ...clientId?.config,
    } as const;
    return ConfigPatch.document(
      family === 4 ? { ...fields, kind: 'DHCPv4Config' } : { ...fields, kind: 'DHCPv6Config' },
    );
  }
}
