import { ConfigPatch } from '../../lib/config/config-patch';
import { OriginalPatch } from '../../lib/config/machine-config';
import { SeedEncoding, seedSize } from '../../lib/config/seed-size';

function patch(origin: string, content: string): OriginalPatch {
  return { origin, patch: ConfigPatch.merge({ machine: { files: [{ content }] } }) };
}

function bytesOf(...patches: readonly OriginalPatch[]): number {
  return patches.reduce((sum, each) => sum + Buffer.byteLength(each.patch.toYaml(), 'utf8'), 0);
}

/** Text that does not compress, always the same. */
function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
}

describe('seedSize', () => {
  test('in plain text, patches weigh their bytes, and a letter may have several', () => {
    const patches = [patch('the cluster', 'ä'.repeat(50)), patch('the pool', 'x'.repeat(50))];
    const without = seedSize('worker', [], 'plain').bytes;
    expect(seedSize('worker', patches, 'plain').bytes - without).toBe(bytesOf(...patches));
  });

  test('compressed, what repeats weighs little and noise weighs nearly all of its bytes', () => {
    const without = seedSize('worker', [], 'base64-gzip').bytes;
    const added = (content: string): number =>
      seedSize('worker', [patch('the pool', content)], 'base64-gzip').bytes - without;
    expect(added('x'.repeat(5_000))).toBeLessThan(500);
    expect(added(noise(5_000))).toBeGreaterThan(3_500);
    expect(added(noise(5_000))).toBeLessThan(bytesOf(patch('the pool', noise(5_000))));
  });

  test.each<SeedEncoding>(['plain', 'base64-gzip'])(
    'a control plane machine has more keys than a worker (%s)',
    (encoding) => {
      expect(seedSize('controlplane', [], encoding).bytes).toBeGreaterThan(seedSize('worker', [], encoding).bytes);
    },
  );

  test('without patches, keys and defaults are all there is', () => {
    const { bytes, heaviest } = seedSize('worker', [], 'plain');
    expect(heaviest).toEqual([{ origin: 'keys and defaults of the cluster', bytes }]);
  });

  test('the three heaviest parts are named, the heaviest first', () => {
    const light = patch('the machine', 'x');
    const middle = patch('the pool', 'x'.repeat(20_000));
    const heavy = patch('the cluster', 'x'.repeat(30_000));
    const { heaviest } = seedSize('worker', [light, middle, heavy], 'plain');
    expect(heaviest.map(({ origin }) => origin)).toEqual([
      'the cluster',
      'the pool',
      'keys and defaults of the cluster',
    ]);
    expect(heaviest.slice(0, 2).map(({ bytes }) => bytes)).toEqual([bytesOf(heavy), bytesOf(middle)]);
  });

  test('patches of one origin count together', () => {
    const ofPool = [patch('the pool', 'x'.repeat(20_000)), patch('the pool', 'y'.repeat(20_000))];
    const { heaviest } = seedSize('worker', [patch('the cluster', 'z'.repeat(30_000)), ...ofPool], 'plain');
    expect(heaviest[0]).toEqual({ origin: 'the pool', bytes: bytesOf(...ofPool) });
  });
});
