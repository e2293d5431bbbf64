import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Operation, Workspace, emulatedProviders, testOnRig } from '../terraform/support/workspace';
import { fingerprint, unlike } from './support/fingerprint';
import { TerraformRun, runTerraform } from './support/terraform-run';

/** How often an apply is interrupted in all; `INTERRUPTIONS=100` for a long look. */
const POINTS = Number(process.env.INTERRUPTIONS ?? '20');
/** `SEED=…` repeats a run. */
const SEED = Number(process.env.SEED ?? String(Date.now() % 1_000_000));
/** Long enough that something is under way when the signal comes. */
const SLOW = { RIG_DELAY_MS: '40' };

const random = mulberry32(SEED);
const below = (limit: number): number => Math.floor(random() * limit);

/** A deployment that is interrupted. */
interface Scenario {
  readonly what: string;
  /** Share of the interruptions. */
  readonly share: number;
  /** Whether it begins with nothing; otherwise it begins with the cluster. */
  readonly fromNothing: boolean;
  readonly changes: SmallClusterChanges;
}

const cluster = (changes: SmallClusterChanges = {}): SmallClusterChanges => ({
  controlPlane: { machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.11' }) },
  ...changes,
});
const SCENARIOS: readonly Scenario[] = [
  { what: 'creation', share: 0.4, fromNothing: true, changes: cluster() },
  {
    what: 'an upgrade of Talos with a patch',
    share: 0.35,
    fromNothing: false,
    changes: cluster({ image: { talosVersion: 'v1.13.10' }, worker: { nodeLabels: { tier: 'web' } } }),
  },
  {
    what: 'a scale-up of control plane and workers',
    share: 0.25,
    fromNothing: false,
    changes: cluster({
      controlPlane: { machines: ProxmoxMachines.numbered(5, { firstAddress: '10.10.0.11' }) },
      worker: { machines: ProxmoxMachines.numbered(4, { firstAddress: '10.10.0.21' }) },
    }),
  },
];

const workspace = new Workspace(SMALL);
const stateFile = join(workspace.outdir, 'stacks', SMALL, 'terraform.tfstate');
const snapshot = join(workspace.outdir, '..', 'created.tfstate');
/** Attributes that differ between two creations: nothing can be said about them. */
let volatile: ReadonlySet<string> = new Set();

function synthesize(changes: SmallClusterChanges): void {
  workspace.synthesize((app) => buildSmallCluster(app, changes));
}

function beginWith({ fromNothing }: Pick<Scenario, 'fromNothing'>): void {
  rmSync(stateFile, { force: true });
  if (!fromNothing) copyFileSync(snapshot, stateFile);
  workspace.clearLog();
}

const changesIn = (operations: readonly Operation[]): number => operations.filter(({ op }) => op !== 'read').length;

/** Applies to the end. */
async function apply(environment = SLOW): Promise<TerraformRun> {
  const run = await runTerraform(workspace, SMALL, 'apply', { environment });
  expect({ code: run.code, errors: run.errors }).toEqual({ code: 0, errors: [] });
  return run;
}

/** Applies until so many changes are done; the ones under way then are finished by the providers. */
async function applyUntil(changes: number): Promise<TerraformRun> {
  return runTerraform(workspace, SMALL, 'apply', {
    environment: SLOW,
    interruptWhen: (operations, milliseconds) => milliseconds > 300 && changesIn(operations()) >= changes,
  });
}

async function expectNothingToDo(): Promise<void> {
  const { code, changes } = await runTerraform(workspace, SMALL, 'plan');
  expect({ code, changes }).toEqual({ code: 0, changes: [] });
}

beforeAll(async () => {
  if (!emulatedProviders()) return;
  console.log(`interruptions: SEED=${String(SEED)} INTERRUPTIONS=${String(POINTS)}`);
  synthesize(cluster());
  workspace.init();
  await apply({ RIG_DELAY_MS: '0' });
  const once = fingerprint(workspace.state());
  copyFileSync(stateFile, snapshot);
  beginWith({ fromNothing: true });
  await apply({ RIG_DELAY_MS: '0' });
  volatile = unlike(once, fingerprint(workspace.state()));
});
afterAll(() => {
  workspace.remove();
});

describe('an apply that is interrupted at random points and run again ends as one that was not', () => {
  testOnRig.each(SCENARIOS)('$what', async (scenario) => {
    synthesize(scenario.changes);
    beginWith(scenario);
    await apply({ RIG_DELAY_MS: '0' });
    const total = changesIn(workspace.operations());
    const uninterrupted = fingerprint(workspace.state(), volatile);
    const points = Math.max(1, Math.round(POINTS * scenario.share));
    let interrupted = 0;
    while (interrupted < points) {
      beginWith(scenario);
      // Several interruptions of one deployment, as it happens to people.
      const times = Math.min(points - interrupted, 4);
      let done = 0;
      for (let time = 0; time < times; time += 1) {
        const { code } = await applyUntil(done + below(Math.max(1, total - done)));
        done = changesIn(workspace.operations());
        interrupted += 1;
        if (code === 0) break;
        expect(code).toBe(1);
      }
      await apply();
      expect(fingerprint(workspace.state(), volatile)).toEqual(uninterrupted);
    }
    await expectNothingToDo();
  });
});

/** A small generator of repeatable random numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
