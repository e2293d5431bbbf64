import { quote } from '../../../checks/check';
import { VOLUME_SIZE_FORM, VOLUME_SIZE_RANGE } from '../../../checks/system-checks';
import { holdsReference } from '../../reference';

/** The exponents of the units, of 1000 and, with an i, of 1024. */
const UNITS = ['', 'k', 'm', 'g', 't', 'p', 'e'];
const SIZE = /^(\d+(?:\.\d+)?) ?(?:([kmgtpe])(i)?b?|b)$/i;
const BARE = /^\d+$/;

/** Fewer bytes without a unit are no volume, but a number whose unit was forgotten. */
const LEAST_BARE_BYTES = 1_000_000;
const PERCENT = /^(\d+(?:\.\d+)?)%$/;

/**
 * How large a volume becomes.
 *
 * Sizes are texts of a number and a unit: `50GiB` and `500MiB` count in powers of 1024, `50GB` and `500MB` in powers of
 * 1000; a large number alone counts bytes. A partition that exists is not made smaller.
 */
export class VolumeSize {
  /**
   * As much room as there is, on a disk with at least that much.
   * @throws ConfigError TALOS300 when it is no size
   */
  static atLeast(size: string): VolumeSize {
    return new VolumeSize(size, undefined);
  }

  /**
   * That much, or less where the disk has less. A percentage such as `80%` is one of the room on
   * its disk.
   * @throws ConfigError TALOS300 when it is neither a size nor a percentage
   */
  static atMost(size: string): VolumeSize {
    return new VolumeSize(undefined, size);
  }

  /**
   * As much room as there is within the two bounds.
   * @throws ConfigError TALOS300 when one is no size, TALOS301 when the smallest is larger than the largest
   */
  static between(smallest: string, largest: string): VolumeSize {
    return new VolumeSize(smallest, largest);
  }

  /**
   * That much, on a disk that has it.
   * @throws ConfigError TALOS300 when it is no size
   */
  static exactly(size: string): VolumeSize {
    bytesOf(size);
    return new VolumeSize(size, size);
  }

  private constructor(
    private readonly minSize: string | undefined,
    private readonly maxSize: string | undefined,
  ) {
    const least = minSize === undefined ? undefined : bytesOf(minSize);
    const most = maxSize === undefined || isPercentage(maxSize) ? undefined : bytesOf(maxSize, true);
    if (least !== undefined && most !== undefined && least > most) {
      throw VOLUME_SIZE_RANGE.configError({
        wrong: 'the smallest size of the volume is larger than its largest',
        given: `at least ${quote(minSize)}, at most ${quote(maxSize)}`,
        allowed: 'a largest size that is not below the smallest',
      });
    }
  }

  /** The fields of a volume's provisioning. */
  get config(): { readonly minSize?: string; readonly maxSize?: string } {
    return {
      ...(this.minSize === undefined ? {} : { minSize: this.minSize }),
      ...(this.maxSize === undefined ? {} : { maxSize: this.maxSize }),
    };
  }
}

/** A size in bytes; undefined where it holds a reference. */
export function bytesOf(size: string, orPercentage = false): number | undefined {
  if (holdsReference(size)) return undefined;
  const bare = BARE.test(size) ? Number(size) : 0;
  if (bare >= LEAST_BARE_BYTES) return bare;
  const [, number, unit = '', binary] = SIZE.exec(size) ?? [];
  if (number === undefined || Number(number) === 0) {
    const isBare = bare > 0;
    throw VOLUME_SIZE_FORM.configError({
      wrong: isBare ? 'a size without a unit is one in bytes' : 'this is not the size of a volume',
      given: quote(size),
      allowed: `a size above zero such as '50GiB' or '500MB'${orPercentage ? ", or a percentage such as '80%'" : ''}`,
      ...(isBare ? { fix: `Write the unit that is meant, such as '${size}GiB', or '${size}B' for bytes.` } : {}),
    });
  }
  return Number(number) * (binary === undefined ? 1000 : 1024) ** UNITS.indexOf(unit.toLowerCase());
}

function isPercentage(size: string): boolean {
  const percent = Number(PERCENT.exec(size)?.[1] ?? 0);
  return percent > 0 && percent <= 100;
}
