import { Finding, quote } from '../checks/check';
import { STATE_LOCKED, TPM_MISSING, TPM_WITHOUT_SECURE_BOOT } from '../checks/system-checks';
import { EffectiveConfig, documentsOf, valueAt } from './effective-config';
import type { EffectiveFacts, EffectiveMistake, EffectiveRule } from './effective-rule';
import { fieldsOf, itemsOf } from './patch-places';
import { tpmAdvice } from './settings/storage/disk-encryption';
import { asBoolean } from './yaml-value';

const KINDS = ['VolumeConfig', 'UserVolumeConfig', 'RawVolumeConfig', 'SwapVolumeConfig'];
const PATH = ['encryption', 'keys'];

/** A volume that is encrypted, and its keys. */
interface EncryptedVolume {
  readonly kind: string;
  readonly name: string;
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Keys in a TPM that the machines do not have, or that their image cannot use. */
export const tpmKeys: EffectiveRule = (config, facts) => {
  const { hasTpm, image, platform, isKnown } = facts;
  return encryptedVolumes(config, facts)
    .filter(({ keys }) => keys.some((key) => fieldsOf(key.tpm, isKnown) !== undefined))
    .flatMap((volume) => {
      const given = `a key with 'tpm' in the ${volume.kind} ${quote(volume.name)}`;
      return mistakesOf(volume, [
        ...(hasTpm
          ? []
          : [
              TPM_MISSING.finding({
                wrong: `the volume ${quote(volume.name)} is encrypted by a TPM, and the machines have none`,
                given,
                allowed: 'nodeID, kms and static without a TPM',
                ...tpmAdvice(platform),
              }),
            ]),
        ...(image.secureBoot
          ? []
          : [
              TPM_WITHOUT_SECURE_BOOT.finding({
                wrong: `the volume ${quote(volume.name)} is encrypted by a TPM, and the image is not made for secure boot`,
                given,
                allowed: 'nodeID, kms and static with this image; tpm with one for secure boot',
              }),
            ]),
      ]);
    });
};

/** A STATE volume whose key needs what it opens. */
export const stateLock: EffectiveRule = (config, facts) =>
  encryptedVolumes(config, facts)
    .filter(({ kind, name, keys }) => `${kind}/${name}` === 'VolumeConfig/STATE' && keys.some(isLockedToState))
    .flatMap((volume) =>
      mistakesOf(volume, [
        STATE_LOCKED.finding({
          wrong: 'the key of the STATE volume is locked to the STATE volume itself',
          given: "a key with 'lockToState: true' in the VolumeConfig 'STATE'",
          allowed: 'a key without lockToState',
        }),
      ]),
    );

function isLockedToState({ lockToState }: Readonly<Record<string, unknown>>): boolean {
  return asBoolean(lockToState) === true;
}

function encryptedVolumes(config: EffectiveConfig, { isKnown }: EffectiveFacts): EncryptedVolume[] {
  return KINDS.flatMap((kind) =>
    documentsOf(config, kind).map(({ name, content }) => ({
      kind,
      name,
      keys: itemsOf(valueAt(content, PATH, isKnown), isKnown).map((key) => fieldsOf(key, isKnown) ?? {}),
    })),
  );
}

function mistakesOf({ kind, name }: EncryptedVolume, findings: readonly Finding[]): EffectiveMistake[] {
  return findings.map((finding) => ({ finding, places: [{ document: `${kind}/${name}`, path: PATH }] }));
}
