import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the examples. */
export const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** Every example by the name of its folder, with the stacks that it makes in the order of their deployment. */
export const STACKS_OF: Readonly<Record<string, readonly string[]>> = {
  starter: ['home'],
  'proxmox-homelab': ['homelab'],
  'proxmox-ha': ['proxmox-ha'],
  'aws-minimal': ['aws-minimal'],
  'aws-private': ['aws-private-network', 'aws-private'],
  'bare-metal': ['bare-metal'],
  hetzner: ['hetzner'],
  gitops: ['gitops'],
  'air-gapped': ['air-gapped'],
};

/** Folders that hold an example. */
export function exampleFolders(): string[] {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** Runs an example as `npm run synth` would, in this process: once for each test file, as modules are loaded. Gives what it says. */
export function synthesizeExample(name: string, outdir: string): string {
  const before = process.env.CDKTF_OUTDIR;
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  process.env.CDKTF_OUTDIR = outdir;
  try {
    jest.requireActual(join(EXAMPLES, name, 'main.ts'));
    return log.mock.calls.flat().join('\n');
  } finally {
    log.mockRestore();
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
}
