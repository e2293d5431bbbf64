import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, STACKS_OF, synthesizeExample } from '../support/examples';
import { OF_ONE_STACK, keepStateHere, offerProvidersOfExamples } from './support/example-workspace';
import { Workspace, testOnRig } from './support/workspace';

/** Examples for what may be thrown away; the others' clusters are protected. */
const UNPROTECTED = ['proxmox-homelab', 'aws-minimal'];

/** What the next apply would change, in Terraform's words; nothing is the empty text. */
function nextChanges(workspace: Workspace): string {
  const { code, output } = workspace.terraform(['plan', '-input=false', '-no-color', '-detailed-exitcode']);
  return code === 0 ? '' : output;
}

let takeAwayProviders = (): void => undefined;
beforeAll(() => {
  takeAwayProviders = offerProvidersOfExamples();
});
afterAll(() => {
  takeAwayProviders();
});

describe.each(OF_ONE_STACK)('the example $example', ({ example, stack }) => {
  const workspace = new Workspace(stack);
  beforeAll(() => {
    synthesizeExample(example, workspace.outdir);
    keepStateHere(workspace, stack);
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  if (example === 'bare-metal') {
    testOnRig('registers its image before there is a machine, as its page says', () => {
      const page = readFileSync(join(EXAMPLES, example, 'README.md'), 'utf8');
      workspace.applyOnly(/-target=(\S+)/.exec(page)?.[1] ?? 'the page names no target');
      expect(workspace.state().map(({ type }) => type)).toEqual(['talos_image_factory_schematic']);
    });
  }

  testOnRig('is applied, and the next plan is empty', () => {
    expect(workspace.apply()).not.toContain('Warning');
    expect(nextChanges(workspace)).toBe('');
  });

  if (UNPROTECTED.includes(example)) {
    testOnRig('is destroyed as its page says', () => {
      workspace.destroy();
      expect(workspace.state()).toEqual([]);
    });
  }
});

describe('the example aws-private', () => {
  const [groundworkName = '', clusterName = ''] = STACKS_OF['aws-private'] ?? [];
  const groundwork = new Workspace(groundworkName);
  const cluster = new Workspace(clusterName);
  beforeAll(() => {
    synthesizeExample('aws-private', groundwork.outdir);
    cpSync(groundwork.outdir, cluster.outdir, { recursive: true });
    keepStateHere(groundwork, groundworkName);
    const stateOfGroundwork = join(groundwork.outdir, 'stacks', groundworkName, 'terraform.tfstate');
    keepStateHere(cluster, clusterName, [stateOfGroundwork]);
    groundwork.init();
    cluster.init();
  });
  afterAll(() => {
    groundwork.remove();
    cluster.remove();
  });

  testOnRig('is applied, the network before the cluster, and the next plans are empty', () => {
    expect(groundwork.apply()).not.toContain('Warning');
    expect(cluster.apply()).not.toContain('Warning');
    expect(nextChanges(groundwork) + nextChanges(cluster)).toBe('');
  });
});
