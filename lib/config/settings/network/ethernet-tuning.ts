import { ConfigPatch } from '../../config-patch';
import { NumberRange, checkNumbers, definedOf } from './link-values';

/** What a network card does by itself. */
export interface EthernetTuningOptions {
  /**
   * Features of the card by their names in `ethtool -k`, such as `'tx-udp_tnl-segmentation': false`.
   * @default - those of the driver
   */
  readonly features?: Readonly<Record<string, boolean>>;
  /**
   * Packets that the card keeps until the machine takes them.
   * @default - the driver's number
   */
  readonly receiveRing?: number;
  /**
   * Packets that the card keeps until it has sent them.
   * @default - the driver's number
   */
  readonly sendRing?: number;
  /**
   * Queues that both receive and send; more let more cores share the work.
   * @default - the driver's number
   */
  readonly channels?: number;
  /**
   * What wakes the machine over the network, such as `['magic']` for the packet made for it.
   * @default - the driver's choice
   */
  readonly wakeOnLan?: readonly ('phy' | 'unicast' | 'multicast' | 'broadcast' | 'magic' | 'magicsecure' | 'filter')[];
}

const COUNT: NumberRange = { what: 'count', from: 1, to: 65_535 };

/** How a network card is set, as `ethtool` does it. */
export class EthernetTuning {
  /**
   * Those options; what is left out stays as the driver has it.
   * @throws ConfigError TALOS322 when a number is none
   */
  static of(options: EthernetTuningOptions): EthernetTuning {
    checkNumbers(options, { receiveRing: COUNT, sendRing: COUNT, channels: COUNT });
    return new EthernetTuning(options);
  }

  private constructor(private readonly options: EthernetTuningOptions) {}

  /** The document for the card of that link. */
  patch(link: string): ConfigPatch {
    const { features, receiveRing, sendRing, channels, wakeOnLan } = this.options;
    const rings = definedOf({ rx: receiveRing, tx: sendRing });
    return ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'EthernetConfig',
      name: link,
      ...definedOf({ features }),
      ...(Object.keys(rings).length === 0 ? {} : { rings }),
      ...(channels === undefined ? {} : { channels: { combined: channels } }),
      ...(wakeOnLan === undefined ? {} : { wakeOnLan: [...wakeOnLan] }),
    });
  }
}
