import { Finding, quote } from '../../../checks/check';
import { ENCRYPTION_KEY_FORM, TPM_MISSING, TPM_WITHOUT_SECURE_BOOT } from '../../../checks/system-checks';
import type { BlockEncryptionKey, BlockEncryptionSpec } from '../../generated/config-document';
import { holdsReference } from '../../reference';
import { secretReference } from '../../secret-reference';
import { TalosPlatform } from '../../talos-platform';
import type { SettingFacts } from '../setting';

/** What a key of any kind may be bound to. */
export interface EncryptionKeyOptions {
  /**
   * Whether the key works only together with a random value in the STATE volume: whoever replaces that volume cannot
   * open this one. Sensible where STATE is encrypted itself; never for STATE.
   * @default false
   */
  readonly lockToState?: boolean;
}

/** What a key in a TPM is bound to. */
export interface TpmKeyOptions extends EncryptionKeyOptions {
  /**
   * Registers of the TPM (PCRs, 0 to 23) whose values have to stay what they were when the key was sealed. Register 7
   * holds the state and the certificates of secure boot: the key is lost when secure boot is turned on or off, or when
   * the firmware updates its list of revoked certificates. Empty binds the key to the signed boot policy of the image
   * (register 11) alone, to which it is bound in any case.
   * @default [7]
   */
  readonly pcrs?: readonly number[];
  /**
   * Whether Talos refuses to seal the key while the firmware does not enforce secure boot. Without it, a key that was
   * sealed before secure boot was turned on is lost when it is turned on.
   * @default true
   */
  readonly checkSecurebootStatusOnEnroll?: boolean;
}

/** Where the key is for; the number of its slot comes from its place. */
type Key = Omit<BlockEncryptionKey, 'slot'>;

/**
 * How a volume is encrypted: LUKS2, and where its key comes from.
 *
 * It takes effect when the partition is made, so at a machine's first boot; a change reaches machines that join later.
 * A machine that exists keeps its partitions as they are until it is reset.
 */
export class DiskEncryption {
  /** None, on purpose: over what a profile or the cluster says. Whoever has the disk has what is on it. */
  static none(): DiskEncryption {
    return new DiskEncryption([]);
  }

  /**
   * A key made from the machine's UUID and the volume's label. It protects a disk that is thrown away without its
   * machine, and nothing against someone who can read the UUID.
   */
  static nodeId(options: EncryptionKeyOptions = {}): DiskEncryption {
    return new DiskEncryption([{ nodeID: {}, ...lock(options) }]);
  }

  /**
   * A random key that the machine's TPM 2.0 seals and opens for a boot of the signed image. It needs an image with
   * secure boot: only such an image carries the signed policy that the key is sealed to.
   * @throws ConfigError TALOS304 when a register does not exist
   */
  static tpm(options: TpmKeyOptions = {}): DiskEncryption {
    const { pcrs, checkSecurebootStatusOnEnroll = true } = options;
    const wrong = pcrs?.find((pcr) => !Number.isInteger(pcr) || pcr < 0 || pcr > 23);
    if (wrong !== undefined) {
      throw ENCRYPTION_KEY_FORM.configError({
        wrong: 'a TPM has no such register',
        given: `PCR ${String(wrong)}`,
        allowed: 'whole numbers from 0 to 23',
      });
    }
    return new DiskEncryption([
      {
        tpm: { ...(pcrs === undefined ? {} : { options: { pcrs: [...pcrs] } }), checkSecurebootStatusOnEnroll },
        ...lock(options),
      },
    ]);
  }

  /**
   * A random key that a key management service on the network seals and opens, at each boot. STATE by such a key needs a
   * network that the platform or DHCP sets up: the machine's own configuration is still locked away.
   * @throws ConfigError TALOS304 when it is no address of such a service
   */
  static kms(url: string, options: EncryptionKeyOptions = {}): DiskEncryption {
    if (!holdsReference(url) && !/^(https|grpc):\/\/[^\s/?#]+\/?$/.test(url)) {
      throw ENCRYPTION_KEY_FORM.configError({
        wrong: 'this is not the address of a key management service',
        given: quote(url),
        allowed: "https:// or, without TLS, grpc://, with host and port, such as 'https://kms.example.org:4050'",
      });
    }
    return new DiskEncryption([{ kms: { endpoint: url }, ...lock(options) }]);
  }

  /**
   * A passphrase, from a sensitive value of Terraform. It is in the machine's configuration, which is in Terraform's
   * state and, unless STATE is encrypted by another key, readable on the disk: use it for a second way in, or for
   * volumes beside STATE.
   * @throws ConfigError TALOS326 when it is the passphrase itself rather than a reference to it
   */
  static passphrase(reference: string, options: EncryptionKeyOptions = {}): DiskEncryption {
    const passphrase = secretReference('the passphrase of disk encryption', reference);
    return new DiskEncryption([{ static: { passphrase }, ...lock(options) }]);
  }

  private constructor(private readonly keys: readonly Key[]) {}

  /** Whether nothing is encrypted. */
  get isNone(): boolean {
    return this.keys.length === 0;
  }

  /**
   * The same volume, opened by the other's keys as well. They are tried in order: put the one that should work first,
   * and the one for an emergency last.
   */
  or(other: DiskEncryption): DiskEncryption {
    return new DiskEncryption([...this.keys, ...other.keys]);
  }

  /** The encryption as a volume's document has it. */
  get config(): BlockEncryptionSpec {
    return { provider: 'luks2', keys: this.keys.map((key, slot) => ({ slot, ...key })) };
  }

  /** Whether one of the keys is locked to the STATE volume. */
  get isLockedToState(): boolean {
    return this.keys.some(({ lockToState }) => lockToState === true);
  }

  /** What is wrong with it for these machines, where it encrypts the volume of that name. */
  findings(
    volume: string,
    { hasTpm, image, platform }: Pick<SettingFacts, 'hasTpm' | 'image' | 'platform'>,
  ): Finding[] {
    if (!this.keys.some(({ tpm }) => tpm !== undefined)) return [];
    const given = `DiskEncryption.tpm() for ${volume}`;
    return [
      ...(hasTpm
        ? []
        : [
            TPM_MISSING.finding({
              wrong: `${volume} is encrypted by a TPM, and the machines have none`,
              given,
              allowed: 'nodeId, kms and passphrase without a TPM',
              ...tpmAdvice(platform),
            }),
          ]),
      ...(image.secureBoot
        ? []
        : [
            TPM_WITHOUT_SECURE_BOOT.finding({
              wrong: `${volume} is encrypted by a TPM, and the image is not made for secure boot`,
              given,
              allowed: 'nodeId, kms and passphrase with this image; tpm with one for secure boot',
            }),
          ]),
    ];
  }
}

/** What to do about a missing TPM where the general advice cannot be followed. */
export function tpmAdvice(platform: TalosPlatform): { readonly fix?: string } {
  return platform === TalosPlatform.AWS
    ? { fix: 'Use another key, such as DiskEncryption.kms(url): the instances of EC2 are made without a TPM.' }
    : {};
}

function lock({ lockToState }: EncryptionKeyOptions): Pick<Key, 'lockToState'> {
  return lockToState === true ? { lockToState } : {};
}
