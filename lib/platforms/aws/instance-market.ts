import { INSTANCE_MARKET_FORM } from '../../checks/aws-checks';
import { quote } from '../../checks/check';
import { isKnown } from '../../terraform/app-validation';

/** Instances that are paid for by the hour and stay until they are given back. */
export interface OnDemandProps {
  /**
   * Whether EC2 refuses to terminate the instances, Terraform's own destroy included: turn it off in a deploy of its own
   * before machines are taken away.
   * @default false
   */
  readonly terminationProtection?: boolean;
  /**
   * Id of a capacity reservation that the instances are created in, such as `cr-0123456789abcdef0`. It has to be in the
   * zone and of the type of every machine of the pool, so it is for pools in one zone.
   * @default - whatever EC2 has free, open reservations first
   */
  readonly capacityReservationId?: string;
}

/** Instances that EC2 may take back. */
export interface SpotProps {
  /**
   * The most that is paid for an instance, in US dollars an hour.
   * @default - the price on demand
   */
  readonly maxHourlyPrice?: number;
}

/** How the instances of a pool are bought, and with it how long they stay. */
export type Purchase =
  | { readonly kind: 'on-demand'; readonly terminationProtection: boolean; readonly capacityReservationId?: string }
  | { readonly kind: 'spot'; readonly maxHourlyPrice?: number };

/** How the instances of a pool are bought. Another way of buying replaces every machine of the pool. */
export class InstanceMarket {
  /**
   * By the hour, until they are given back.
   * @throws ConfigError TALOS125 when the reservation's id is none
   */
  static onDemand({ terminationProtection = false, capacityReservationId: id }: OnDemandProps = {}): InstanceMarket {
    if (id !== undefined && isKnown(id) && !/^cr-[0-9a-f]+$/.test(id)) {
      throw INSTANCE_MARKET_FORM.configError({
        wrong: 'this is not the id of a capacity reservation',
        given: quote(id),
        allowed: "'cr-' and hexadecimal digits",
      });
    }
    return new InstanceMarket({ kind: 'on-demand', terminationProtection, capacityReservationId: id });
  }

  /**
   * Cheaper, and taken back at two minutes' notice: for workers whose pods may go at any time. A machine that was taken
   * is created anew by the next apply. They cannot be stopped: another instance type needs another pool.
   * @throws ConfigError TALOS125 when the price is none
   */
  static spot({ maxHourlyPrice: price }: SpotProps = {}): InstanceMarket {
    if (price !== undefined && isKnown(price) && !(price > 0 && price < 1000)) {
      throw INSTANCE_MARKET_FORM.configError({
        wrong: 'this is not a price for an instance',
        given: `maxHourlyPrice: ${String(price)}`,
        allowed: 'more than 0 and less than 1000 US dollars an hour',
      });
    }
    return new InstanceMarket({ kind: 'spot', maxHourlyPrice: price });
  }

  private constructor(
    /** What was chosen. */
    readonly purchase: Purchase,
  ) {}
}
