/**
 * Every picture of the documentation, drawn from stacks that are synthesized for it.
 */
import { App } from 'cdktf';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClusterStack } from '../../stacks/aws-cluster-stack';
import { production } from '../../stacks/environments';
import { ProxmoxClusterStack } from '../../stacks/proxmox-cluster-stack';
import { awsNetwork } from './aws-network';
import { awsTraffic } from './aws-traffic';
import { layers } from './layers';
import { proxmoxLayout } from './proxmox-layout';
import { StackJson } from './stack-json';
import { upgradeOrder, upgradeStack } from './upgrade-order';

const PROJECT = join(__dirname, '..', '..');
const FOLDER = join(PROJECT, 'docs', 'diagrams');
const AWS = 'production-aws';
const PROXMOX = 'production-proxmox';
const UPGRADE = 'upgrade';

/** Each in an app of its own, since the stacks of two platforms that bear one name are no mistake here. */
function synthesized(outdir: string, stack: string, create: (app: App, id: string) => unknown): StackJson {
  const app = new App({ outdir });
  create(app, stack);
  app.synth();
  return StackJson.read(outdir, stack);
}

async function drawAll(outdir: string): Promise<ReadonlyMap<string, string>> {
  const aws = synthesized(outdir, AWS, (app, id) => new AwsClusterStack(app, id, production));
  const proxmox = synthesized(outdir, PROXMOX, (app, id) => new ProxmoxClusterStack(app, id, production));
  const upgrade = synthesized(outdir, UPGRADE, upgradeStack);
  return new Map([
    ['aws-network', await awsNetwork(aws)],
    ['aws-traffic', await awsTraffic(aws)],
    ['proxmox-layout', await proxmoxLayout(proxmox, PROXMOX)],
    ['upgrade-order', await upgradeOrder(upgrade)],
    ['layers', await layers(PROJECT)],
  ]);
}

async function pictures(): Promise<ReadonlyMap<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-diagrams-'));
  try {
    return await drawAll(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Writes every picture to `docs/diagrams`. */
export async function writePictures(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, svg] of await pictures()) writeFileSync(join(FOLDER, `${name}.svg`), svg);
}

/** Every picture in `docs/diagrams` that is not what the stacks give. */
export async function outdatedPictures(): Promise<string[]> {
  return [...(await pictures())].flatMap(([name, svg]) => {
    const file = join(FOLDER, `${name}.svg`);
    return existsSync(file) && readFileSync(file, 'utf8') === svg
      ? []
      : [`docs/diagrams/${name}.svg is not what the stacks give; run 'npm run docs:diagrams'`];
  });
}
