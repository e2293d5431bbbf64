import { Fn, Lazy } from 'cdktf';
import { IConstruct } from 'constructs';
import { quote } from '../checks/check';
import { POOL_ORPHAN } from '../checks/cluster-checks';
import { SeedEncoding } from '../config/seed-size';
import { addCheck } from '../terraform/app-validation';

/** How a platform takes user data. */
export interface BootstrapDataOptions {
  /**
   * Form in which the configuration is handed over. Talos reads plain and gzipped text.
   * @default 'plain'
   */
  readonly encoding?: SeedEncoding;
  /**
   * How many bytes the platform takes, counted before base64.
   * @default - no limit is known
   */
  readonly limitBytes?: number;
}

/**
 * The configuration that machines find in their platform's metadata on first boot.
 *
 * A pool that has it writes `for(name)` into each server's user data; the cluster fills it in. It is a seed: later
 * changes go over the Talos API, so a changed seed must never replace a server. The seed holds the cluster's keys:
 * keep the metadata service out of reach of pods.
 */
export class BootstrapData {
  private readonly texts = new Map<string, string>();
  private readonly readers = new Set<string>();
  /** Form in which the configuration is handed over. */
  readonly encoding: SeedEncoding;
  /** How many bytes the platform takes, counted before base64; undefined where no limit is known. */
  readonly limitBytes: number | undefined;

  /** Errors: TALOS061 when the pool is given to no cluster. */
  constructor(
    private readonly pool: IConstruct,
    options: BootstrapDataOptions = {},
  ) {
    this.encoding = options.encoding ?? 'plain';
    this.limitBytes = options.limitBytes;
    addCheck(pool, () =>
      this.texts.size > 0 || this.readers.size === 0
        ? []
        : [
            POOL_ORPHAN.finding({
              wrong: 'no cluster gives the machines of this pool their configuration',
              given: `pool ${quote(this.pool.node.path)}, in no cluster`,
              allowed: 'a pool that one cluster was given',
            }),
          ],
    );
  }

  /** The user data of a machine, filled in when the stack is synthesized. */
  for(machineName: string): string {
    this.readers.add(machineName);
    return Lazy.stringValue({ produce: () => this.encoded(this.texts.get(machineName)) });
  }

  /** Fills in a machine's configuration; the cluster calls it. */
  provide(machineName: string, machineConfiguration: string): void {
    this.texts.set(machineName, machineConfiguration);
  }

  private encoded(text: string | undefined): string | undefined {
    return text !== undefined && this.encoding === 'base64-gzip' ? Fn.base64gzip(text) : text;
  }
}
