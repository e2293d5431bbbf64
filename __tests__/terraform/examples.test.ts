import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, STACKS_OF, synthesizeExample } from '../support/examples';
import { offerProvider } from './support/emulated-provider';
import { Workspace, testOnRig } from './support/workspace';

/** Examples for what may be thrown away; the others' clusters are protected. */
const UNPROTECTED = ['proxmox-homelab', 'aws-minimal'];

const OF_ONE_STACK = Object.entries(STACKS_OF).flatMap(([example, [stack, ...more]]) =>
  stack === undefined || more.length > 0 ? [] : [{ example, stack }],
);

/** The state of a stack is kept beside its JSON, wherever the example keeps it, and that of another stack likewise. */
function keepStateHere(workspace: Workspace, stack: string, statesOfOthers: readonly string[] = []): void {
  const folder = join(workspace.outdir, 'stacks', stack);
  const { data = {} } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    data?: { terraform_remote_state?: Record<string, unknown> };
  };
  const others = Object.keys(data.terraform_remote_state ?? {}).map((name, index) => [
    name,
    { backend: 'local', config: { path: statesOfOthers[index] } },
  ]);
  const override = {
    terraform: { backend: { local: { path: 'terraform.tfstate' } } },
    ...(others.length === 0 ? {} : { data: { terraform_remote_state: Object.fromEntries(others) as object } }),
  };
  writeFileSync(join(folder, 'state_override.tf.json'), JSON.stringify(override));
}

/** What the next apply would change, in Terraform's words; nothing is the empty text. */
function nextChanges(workspace: Workspace): string {
  const { code, output } = workspace.terraform(['plan', '-input=false', '-no-color', '-detailed-exitcode']);
  return code === 0 ? '' : output;
}

let takeAwayHcloud = (): void => undefined;
beforeAll(() => {
  takeAwayHcloud = offerProvider({
    namespace: 'hetznercloud',
    name: 'hcloud',
    version: '1.56.0',
    schema: join(__dirname, 'testdata', 'hcloud.schema.json'),
  });
});
afterAll(() => {
  takeAwayHcloud();
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

  test('is valid, without a warning', () => {
    expect(workspace.validate()).toEqual([]);
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

  test('is valid, without a warning', () => {
    expect([...groundwork.validate(), ...cluster.validate()]).toEqual([]);
  });

  testOnRig('is applied, the network before the cluster, and the next plans are empty', () => {
    expect(groundwork.apply()).not.toContain('Warning');
    expect(cluster.apply()).not.toContain('Warning');
    expect(nextChanges(groundwork) + nextChanges(cluster)).toBe('');
  });
});
