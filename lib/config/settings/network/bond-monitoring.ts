import { quote } from '../../../checks/check';
import { LINK_OPTION_FORM } from '../../../checks/network-checks';
import { IpAddress } from '../../ip-network';
import { holdsReference } from '../../reference';
import { checkNumbers } from './link-values';

/** How a bond watches the carrier of its members. */
export interface MiiOptions {
  /**
   * Milliseconds between two looks.
   * @default 100
   */
  readonly intervalMs?: number;
  /**
   * Milliseconds that a member has to be up before it is used again, a multiple of the interval.
   * @default 200
   */
  readonly upDelayMs?: number;
  /**
   * Milliseconds that a member has to be down before it is given up, a multiple of the interval.
   * @default 200
   */
  readonly downDelayMs?: number;
}

/** How a bond asks neighbours whether a member still carries anything. */
export interface ArpOptions {
  /**
   * Milliseconds between two questions.
   * @default 1000
   */
  readonly intervalMs?: number;
  /**
   * Which answers are looked at, by the kernel's word for it.
   * @default 'none'
   */
  readonly validate?: 'none' | 'active' | 'backup' | 'all' | 'filter' | 'filter-active' | 'filter-backup';
  /**
   * Whether every neighbour has to answer, or one.
   * @default 'any'
   */
  readonly targetsThatAnswer?: 'any' | 'all';
}

/** How a bond notices that a member is lost; by the carrier, or by neighbours, since the kernel does one at a time. */
export class BondMonitoring {
  /**
   * By the carrier of the member: enough for a broken cable or a switch that is off.
   * @throws ConfigError TALOS322 when a number is none, or a delay is no multiple of the interval
   */
  static mii(options: MiiOptions = {}): BondMonitoring {
    const milliseconds = { what: 'number of milliseconds', from: 1, to: 3_600_000 };
    checkNumbers(options, {
      intervalMs: milliseconds,
      upDelayMs: { ...milliseconds, from: 0 },
      downDelayMs: { ...milliseconds, from: 0 },
    });
    const miimon = options.intervalMs ?? 100;
    const delays = { updelay: options.upDelayMs ?? 2 * miimon, downdelay: options.downDelayMs ?? 2 * miimon };
    const uneven = Object.values(delays).find((delay) => delay % miimon !== 0);
    if (uneven !== undefined) {
      throw LINK_OPTION_FORM.configError({
        wrong: 'the kernel rounds a delay that is no multiple of the interval',
        given: `${String(uneven)} ms with intervalMs: ${String(miimon)}`,
        allowed: `a multiple of ${String(miimon)}`,
      });
    }
    return new BondMonitoring({ miimon, ...delays });
  }

  /**
   * By what up to 16 neighbours answer, of one family of addresses: notices a switch that is on and forwards nothing.
   * Modes that set their members' hardware addresses do not have it.
   * @throws ConfigError TALOS322 when a neighbour is none, or a number
   */
  static neighbours(addresses: readonly string[], options: ArpOptions = {}): BondMonitoring {
    checkNumbers(options, { intervalMs: { what: 'number of milliseconds', from: 1, to: 3_600_000 } });
    const known = addresses.filter((address) => !holdsReference(address));
    const families = new Set(known.map((address) => address.includes(':')));
    if (
      addresses.length === 0 ||
      addresses.length > 16 ||
      families.size > 1 ||
      !known.every((address) => IpAddress.isAddress(address))
    ) {
      throw LINK_OPTION_FORM.configError({
        wrong: 'these are no neighbours that a bond can ask',
        given: addresses.length === 0 ? 'none' : addresses.map(quote).join(', '),
        allowed: '1 to 16 addresses of one family, without prefix length',
        fix: 'Name machines that always answer, such as the gateway.',
      });
    }
    return new BondMonitoring({
      arpInterval: options.intervalMs ?? 1000,
      [families.has(true) ? 'nsIp6Targets' : 'arpIpTargets']: [...addresses],
      ...(options.validate === undefined ? {} : { arpValidate: options.validate }),
      ...(options.targetsThatAnswer === undefined ? {} : { arpAllTargets: options.targetsThatAnswer }),
    });
  }

  private constructor(
    /** The fields of the document BondConfig. */
    readonly config: Readonly<Record<string, unknown>>,
  ) {}
}
