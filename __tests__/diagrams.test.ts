import { App } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackJson } from '../scripts/diagrams/stack-json';
import { upgradeOrder, upgradeStack } from '../scripts/diagrams/upgrade-order';

let outdir: string;
let svg: string;

beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-diagrams-test-'));
  const app = new App({ outdir });
  upgradeStack(app, 'upgrade');
  app.synth();
  svg = await upgradeOrder(StackJson.read(outdir, 'upgrade'));
});

afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

describe('the picture of an upgrade', () => {
  test('has every machine of the stack, each with its gate', () => {
    expect(svg.match(/>control-plane-\d</g)).toHaveLength(3);
    expect(svg.match(/>worker-\d</g)).toHaveLength(6);
    expect(svg.match(/class="node gate"/g)).toHaveLength(9);
  });

  test('has as many lanes of workers as may be unavailable', () => {
    expect(svg.match(/>Lane \d</g)).toEqual(['>Lane 1<', '>Lane 2<']);
  });

  test('has one arrow to each step but the first', () => {
    // Nine machines, nine gates and Kubernetes are 19 steps.
    expect(svg.match(/class="edge"/g)).toHaveLength(18);
  });

  test('has colours for light and for dark, and nothing that only a browser could load', () => {
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/<script|<image|url\(/);
  });
});
