import { quote } from '../../../checks/check';
import { DISK_SELECTOR_FORM, VOLUME_SIZE_FORM } from '../../../checks/system-checks';
import { bytesOf } from './volume-size';

/** What a disk has to be; every criterion that is given has to fit. */
export interface DiskCriteria {
  /**
   * Whether it is the disk that Talos is installed to.
   * @default - either
   */
  readonly systemDisk?: boolean;
  /**
   * How it is attached, in Talos's words, such as `nvme`, `sata`, `virtio` or `usb`.
   * @default - anyhow
   */
  readonly transport?: string;
  /**
   * Whether it has turning platters.
   * @default - either
   */
  readonly rotational?: boolean;
  /**
   * The size that it has at least, such as `100GB`.
   * @default - any
   */
  readonly minSize?: string;
  /**
   * The size that it has at most, such as `2TB`.
   * @default - any
   */
  readonly maxSize?: string;
  /**
   * Model, where `*` stands for any text.
   * @default - any
   */
  readonly model?: string;
  /**
   * Serial number, where `*` stands for any text. A hypervisor can set it, which makes it the best way to tell virtual
   * disks apart.
   * @default - any
   */
  readonly serial?: string;
  /**
   * World Wide Identifier, where `*` stands for any text.
   * @default - any
   */
  readonly wwid?: string;
  /**
   * Path on the bus, where `*` stands for any text.
   * @default - any
   */
  readonly busPath?: string;
}

const TEXTS = [
  ['model', 'model'],
  ['serial', 'serial'],
  ['wwid', 'wwid'],
  ['busPath', 'bus_path'],
] as const;

/** Which disk a volume is made on: the first that fits and has room. `talosctl get disks -o yaml` shows what there is. */
export class DiskSelector {
  /** The disk that Talos is installed to. */
  static systemDisk(): DiskSelector {
    return new DiskSelector('system_disk');
  }

  /**
   * The first disk that fits every criterion.
   * @throws ConfigError TALOS300 when a size is none, TALOS303 without a criterion, or when no disk fits, or any does
   */
  static matching(criteria: DiskCriteria): DiskSelector {
    const { systemDisk, transport, rotational, minSize, maxSize } = criteria;
    checkSizes(minSize, maxSize);
    for (const [criterion] of TEXTS) checkPattern(criterion, criteria[criterion]);
    const terms = [
      ...(systemDisk === undefined ? [] : [systemDisk ? 'system_disk' : '!system_disk']),
      ...(transport === undefined ? [] : [`disk.transport == ${JSON.stringify(transport)}`]),
      ...(rotational === undefined ? [] : [rotational ? 'disk.rotational' : '!disk.rotational']),
      ...(minSize === undefined ? [] : [`disk.size >= ${bytes(minSize)}`]),
      ...(maxSize === undefined ? [] : [`disk.size <= ${bytes(maxSize)}`]),
      ...TEXTS.flatMap(([criterion, field]) => {
        const pattern = criteria[criterion];
        return pattern === undefined ? [] : [`glob(${JSON.stringify(pattern)}, disk.${field})`];
      }),
    ];
    if (terms.length === 0) throw noCriterion('no criterion');
    return new DiskSelector(terms.join(' && '));
  }

  /**
   * The first disk for which a CEL expression is true, such as `disk.transport == "nvme" && !system_disk`.
   * @throws ConfigError TALOS303 when it is empty
   */
  static cel(expression: string): DiskSelector {
    if (expression.trim() === '') throw noCriterion(quote(expression));
    return new DiskSelector(expression);
  }

  private constructor(
    /** The selector as a CEL expression. */
    readonly expression: string,
  ) {}
}

function checkSizes(minSize: string | undefined, maxSize: string | undefined): void {
  if (minSize === undefined || maxSize === undefined) return;
  const [least, most] = [bytesOf(minSize), bytesOf(maxSize)];
  if (least === undefined || most === undefined || least <= most) return;
  throw DISK_SELECTOR_FORM.configError({
    wrong: 'no disk is at least larger than it is at most',
    given: `minSize: ${quote(minSize)}, maxSize: ${quote(maxSize)}`,
    allowed: 'a maxSize that is not below minSize',
    fix: 'Exchange the two sizes.',
  });
}

function checkPattern(criterion: string, pattern: string | undefined): void {
  if (pattern === undefined || !/^\*+$/.test(pattern)) return;
  throw DISK_SELECTOR_FORM.configError({
    wrong: 'this fits every disk',
    given: `${criterion}: ${quote(pattern)}`,
    allowed: "a text with something beside the star, such as 'Samsung*'",
    fix: `Write what is to be found in it, or leave '${criterion}' out.`,
  });
}

/** A size as CEL counts it: disks have unsigned sizes, to which a plain number cannot be compared. */
function bytes(size: string): string {
  const count = bytesOf(size);
  if (count !== undefined) return `${String(Math.round(count))}u`;
  throw VOLUME_SIZE_FORM.configError({
    wrong: 'the size of a disk to look for has to be known at synthesis',
    given: quote(size),
    allowed: "a size such as '100GB'",
  });
}

function noCriterion(given: string): Error {
  return DISK_SELECTOR_FORM.configError({
    wrong: 'this selects no disk in particular',
    given,
    allowed: "a criterion such as { transport: 'nvme' }, or an expression such as '!system_disk'",
  });
}
