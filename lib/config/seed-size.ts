import { gzipSync } from 'node:zlib';
import { MachineType, OriginalPatch } from './machine-config';

/** How user data is encoded. */
export type SeedEncoding = 'plain' | 'base64-gzip';

/**
 * Bytes of a configuration without any patch: keys and certificates, which hardly compress. Measured on configurations
 * of contract 1.12 and 1.13; rounded up.
 */
const OWN_BYTES: Readonly<Record<SeedEncoding, Readonly<Record<MachineType, number>>>> = {
  plain: { controlplane: 11_300, worker: 3_000 },
  'base64-gzip': { controlplane: 6_700, worker: 1_900 },
};

/** What a first-boot configuration will weigh, and what weighs most in it. */
export interface SeedSize {
  /** Bytes as the platform counts them: before base64. */
  readonly bytes: number;
  /** The three heaviest parts, heaviest first. */
  readonly heaviest: readonly { readonly origin: string; readonly bytes: number }[];
}

/** Estimates a first-boot configuration: the real one is known only when the secrets are. */
export function seedSize(
  machineType: MachineType,
  patches: readonly OriginalPatch[],
  encoding: SeedEncoding,
): SeedSize {
  const weigh = (text: string): number => (encoding === 'plain' ? Buffer.byteLength(text) : gzipSync(text).length);
  const texts = patches.map(({ origin, patch }) => ({ origin, text: patch.toYaml() }));
  const own = OWN_BYTES[encoding][machineType];
  const byOrigin = new Map<string, string>();
  for (const { origin, text } of texts) byOrigin.set(origin, (byOrigin.get(origin) ?? '') + text);
  const parts = [
    { origin: 'keys and defaults of the cluster', bytes: own },
    ...[...byOrigin].map(([origin, text]) => ({ origin, bytes: weigh(text) })),
  ];
  return {
    bytes: own + weigh(texts.map(({ text }) => text).join('')),
    heaviest: parts.sort((a, b) => b.bytes - a.bytes).slice(0, 3),
  };
}
