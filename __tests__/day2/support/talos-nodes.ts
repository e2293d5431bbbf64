import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IpAddress } from '../../../lib/config/ip-network';
import { emulatedProviders } from '../../terraform/support/workspace';

// Emulated nodes have addresses of this computer alone, with which no real cluster could be.
jest.spyOn(IpAddress.prototype, 'isOfOneHost', 'get').mockReturnValue(true);

/** Something that happened to a node; time in microseconds. */
export interface NodeEvent {
  readonly at: number;
  readonly node: string;
  readonly what: 'apply' | 'upgrade' | 'bootstrap' | 'down' | 'up';
  readonly control_plane: boolean;
  /** Whether a configuration that was applied is another one than before. */
  readonly changed?: boolean;
}

/** A time in which a node did not answer; `up` is infinite where it never came back. */
export interface Outage {
  readonly node: string;
  readonly isControlPlane: boolean;
  readonly down: number;
  readonly up: number;
}

/** Emulated nodes, one address each, that answer the Talos API, and restart when a changed configuration says so. */
export class TalosNodes {
  /** Starts nodes that are booted into maintenance. */
  static async start(addresses: readonly string[], restartsOn: RegExp): Promise<TalosNodes> {
    const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-nodes-'));
    const log = join(folder, 'log.jsonl');
    writeFileSync(log, '');
    const child = spawn(program(), [log, ...addresses], {
      env: { ...process.env, TALOSNODE_REBOOT: restartsOn.source },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => {
        resolve();
      });
      child.once('exit', (code) => {
        reject(new Error(`talosnode ended with ${String(code)}: is another one listening on these addresses?`));
      });
    });
    // It says that it listens before it does: an address that is taken ends it a moment later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (child.exitCode !== null) throw new Error('talosnode ended: is another one listening on these addresses?');
    return new TalosNodes(child, folder, log);
  }

  private watcher: ChildProcess | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly log: string,
  ) {
    process.once('exit', this.kill);
  }

  /** Everything that happened since the last call. */
  takeEvents(): NodeEvent[] {
    const events = readFileSync(this.log, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as NodeEvent);
    const fresh = events.slice(this.taken);
    this.taken = events.length;
    return fresh;
  }

  /** Has every node fall silent for good at the moment in which one of them goes down. */
  fallSilentWhenDown(address: string): void {
    const script = `while ! tail -n +${String(this.taken + 1)} '${this.log}' | grep '"${address}"' | grep -q '"down"'; do sleep 0.02; done; kill -STOP ${String(this.child.pid)}`;
    this.watcher = spawn('sh', ['-c', script], { stdio: 'ignore' });
  }

  /** Lets the nodes answer again. */
  speakAgain(): void {
    this.child.kill('SIGCONT');
  }

  /** Has every node fall silent at once. */
  fallSilent(): void {
    this.child.kill('SIGSTOP');
  }

  /** Ends the nodes. */
  stop(): void {
    this.watcher?.kill();
    process.off('exit', this.kill);
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A test that is broken off leaves no node behind. */
  private readonly kill = (): void => {
    this.child.kill('SIGKILL');
  };

  private taken = 0;
}

/** Times in which nodes were down. */
export function outages(events: readonly NodeEvent[]): Outage[] {
  return events
    .filter(({ what }) => what === 'down')
    .map((down) => ({
      node: down.node,
      isControlPlane: down.control_plane,
      down: down.at,
      up: events.find((up) => up.what === 'up' && up.node === down.node && up.at > down.at)?.at ?? Infinity,
    }));
}

/** How many of the nodes were down at one time, at the worst moment. */
export function mostAtOnce(times: readonly Outage[]): number {
  const at = (moment: number): Outage[] => times.filter(({ down, up }) => down <= moment && moment < up);
  return Math.max(0, ...times.map(({ down }) => new Set(at(down).map(({ node }) => node)).size));
}

function program(): string {
  return join(dirname(process.env.TF_CLI_CONFIG_FILE ?? ''), 'talosnode');
}

/** A test with emulated nodes: skipped, aloud, where there are none. */
export const testOnNodes = emulatedProviders() && existsSync(program()) ? test : test.skip;
