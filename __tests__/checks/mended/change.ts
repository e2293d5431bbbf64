import { UpgradeGate, UpgradeStrategy } from '../../../lib';
import { MendedChecks } from './mended';

/** TALOS400 to TALOS409. */
export const change: MendedChecks = {
  TALOS400: {
    wrong: () => UpgradeStrategy.rolling({ maxUnavailable: 0 }),
    right: () => UpgradeStrategy.rolling({ maxUnavailable: 1 }),
  },
  TALOS401: {
    wrong: () => UpgradeGate.untilWhole({ settleSeconds: 0 }),
    right: () => UpgradeGate.untilWhole({ settleSeconds: 1 }),
  },
};
