import type { DocumentOfKind } from '../../config-patch';
import { BondMonitoring, MiiOptions } from './bond-monitoring';
import { checkNumbers, definedOf } from './link-values';

type Mode = Extract<NonNullable<DocumentOfKind<'BondConfig'>['bondMode']>, string>;

/** By what a bond chooses the member that a packet takes. */
export type BondHash = 'layer2' | 'layer2+3' | 'layer3+4' | 'encap2+3' | 'encap3+4';

/** Options of a bond whose members stand in for each other. */
export interface ActiveBackupOptions {
  /**
   * How the loss of a member is noticed.
   * @default BondMonitoring.mii()
   */
  readonly monitoring?: BondMonitoring;
  /**
   * Whose hardware address the bond has: one for all members, that of the active one, or it wanders with the active one.
   * @default 'none': one for all
   */
  readonly failOverMac?: 'none' | 'active' | 'follow';
  /**
   * When the first member becomes active again.
   * @default 'always': as soon as it is back
   */
  readonly primaryReselect?: 'always' | 'better' | 'failure';
}

/** Options of a bond whose switch speaks LACP. */
export interface LacpOptions {
  /**
   * How the carrier of the members is watched; 802.3ad has no other way.
   * @default - every 100 ms, and 200 ms before a member is given up or used again
   */
  readonly mii?: MiiOptions;
  /**
   * By what the member that a packet takes is chosen.
   * @default 'layer2'
   */
  readonly hash?: BondHash;
  /**
   * How often the partner is asked to speak: every 30 seconds, or every second.
   * @default 'slow'
   */
  readonly rate?: 'slow' | 'fast';
  /**
   * By what one of several groups of members is chosen.
   * @default 'stable'
   */
  readonly select?: 'stable' | 'bandwidth' | 'count';
  /**
   * How many members have to be up for the bond to be.
   * @default 0
   */
  readonly minLinks?: number;
}

/** Options of a bond that spreads packets without LACP. */
export interface SpreadOptions {
  /**
   * How the loss of a member is noticed.
   * @default BondMonitoring.mii()
   */
  readonly monitoring?: BondMonitoring;
}

/** Options of a bond that spreads packets by what is in them. */
export interface HashedSpreadOptions extends SpreadOptions {
  /**
   * By what the member that a packet takes is chosen.
   * @default 'layer2'
   */
  readonly hash?: BondHash;
}

/** Options of a bond that balances without the switch. */
export interface BalanceOptions {
  /**
   * How the carrier of the members is watched.
   * @default - every 100 ms, and 200 ms before a member is given up or used again
   */
  readonly mii?: MiiOptions;
}

/** How the members of a bond share the work. */
export class BondMode {
  /** One member works, the next takes over when it is lost; any switch will do. */
  static activeBackup(options: ActiveBackupOptions = {}): BondMode {
    const { failOverMac, primaryReselect } = options;
    return new BondMode('active-backup', options.monitoring, definedOf({ failOverMac, primaryReselect }));
  }

  /**
   * All members work, as agreed with a switch that speaks LACP (802.3ad).
   * @throws ConfigError TALOS322 when a number is none
   */
  static lacp(options: LacpOptions = {}): BondMode {
    checkNumbers(options, { minLinks: { what: 'number of members', from: 0, to: 255 } });
    const { hash: xmitHashPolicy, rate: lacpRate, select: adSelect, minLinks } = options;
    return new BondMode(
      '802.3ad',
      BondMonitoring.mii(options.mii),
      definedOf({ xmitHashPolicy, lacpRate, adSelect, minLinks }),
    );
  }

  /** Packets take the members in turn; the switch has to know the bond. Packets may arrive out of order. */
  static roundRobin(options: SpreadOptions = {}): BondMode {
    return new BondMode('balance-rr', options.monitoring);
  }

  /** Packets of one connection take one member; the switch has to know the bond. */
  static xor(options: HashedSpreadOptions = {}): BondMode {
    const { hash } = options;
    return new BondMode('balance-xor', options.monitoring, definedOf({ xmitHashPolicy: hash }));
  }

  /** Every packet takes every member. */
  static broadcast(options: SpreadOptions = {}): BondMode {
    return new BondMode('broadcast', options.monitoring);
  }

  /** What goes out is spread by load, what comes in takes one member; any switch will do. */
  static transmitLoad(options: BalanceOptions = {}): BondMode {
    return new BondMode('balance-tlb', BondMonitoring.mii(options.mii));
  }

  /** What goes out and what comes in is spread by load; any switch will do. */
  static adaptiveLoad(options: BalanceOptions = {}): BondMode {
    return new BondMode('balance-alb', BondMonitoring.mii(options.mii));
  }

  /** The fields of the document BondConfig. */
  readonly config: Readonly<Record<string, unknown>>;

  private constructor(
    mode: Mode,
    monitoring: BondMonitoring = BondMonitoring.mii(),
    fields: Readonly<Record<string, unknown>> = {},
  ) {
    this.config = { bondMode: mode, ...fields, ...monitoring.config };
  }
}
