import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(__dirname, '..');

test('a third platform needs nothing but the public surface, and no change to the library', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-example-'));
  try {
    const example = join(project, 'examples', 'hetzner', 'main.ts');
    execFileSync(
      join(project, 'node_modules', '.bin', 'tsx'),
      ['--tsconfig', join(project, 'tsconfig.json'), example],
      {
        env: { ...process.env, CDKTF_OUTDIR: outdir },
      },
    );
    const json = JSON.parse(readFileSync(join(outdir, 'stacks', 'hetzner', 'cdk.tf.json'), 'utf8')) as {
      resource: Record<string, Record<string, { user_data?: string; lifecycle?: object }>>;
    };
    expect(Object.keys(json.resource.talos_machine ?? {})).toHaveLength(5);
    const servers = Object.values(json.resource.hcloud_server ?? {});
    expect(servers).toHaveLength(5);
    expect(servers[0]?.user_data).toContain('data.talos_machine_configuration.Cluster_controlplane-0_Configuration');
    expect(servers[0]?.lifecycle).toEqual({ ignore_changes: ['user_data', 'image'] });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
