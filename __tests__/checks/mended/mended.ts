import { App } from 'cdktf';

/**
 * A mistake and what its advice makes of it: two apps that differ in what the check is about and in nothing else. Where a
 * value's maker throws, making the value is the whole app.
 */
export interface Mended {
  readonly wrong: (app: App) => unknown;
  readonly right: (app: App) => unknown;
}

/** The mended mistakes of one area, by the check's code. */
export type MendedChecks = Readonly<Record<`TALOS${number}`, Mended>>;
