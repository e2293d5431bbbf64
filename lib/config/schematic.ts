import { createHash } from 'node:crypto';
import { Finding, collect, quote } from '../checks/check';
import { KERNEL_ARGUMENT_FORM, META_FORM, OVERLAY_FORM } from '../checks/image-checks';
import { OfficialExtension, SystemExtension, extensionName } from './system-extension';

/** What an Image Factory schematic adds to plain Talos. */
export interface SchematicOptions {
  /**
   * System extensions baked into image and installer.
   * @default - none
   */
  readonly systemExtensions?: readonly (OfficialExtension | SystemExtension)[];
  /**
   * Kernel arguments added to Talos's own, in this order.
   * @default - none
   */
  readonly extraKernelArgs?: readonly string[];
  /**
   * Board support for single-board computers.
   * @default - none
   */
  readonly overlay?: SchematicOverlay;
  /**
   * Initial content of the META partition, by key (0 to 255), such as network settings for the first boot.
   * @default - none
   */
  readonly meta?: Readonly<Record<number, string>>;
  /**
   * Use the images and installers that are signed for UEFI secure boot.
   * @default - images without secure boot
   */
  readonly secureBoot?: SecureBootOptions;
}

/** A board of the Image Factory's overlay list. */
export interface SchematicOverlay {
  /** Name of the overlay, such as `rpi_generic`. */
  readonly name: string;
  /** Image that holds it, such as `siderolabs/sbc-raspberrypi`. */
  readonly image: string;
}

/** How keys get into the firmware of a secure boot machine. */
export interface SecureBootOptions {
  /**
   * Enrol Microsoft's certificates as well, for option ROMs signed with them.
   * @default false
   */
  readonly includeWellKnownCertificates?: boolean;
  /**
   * When the boot loader enrols the keys by itself.
   * @default - as the boot loader decides
   */
  readonly enrollKeys?: 'if-safe' | 'manual' | 'force' | 'off';
}

/** Words that YAML reads as a boolean or null; the factory would quote them. */
const NOT_STRINGS = /^(y|n|yes|no|on|off|true|false|null)$/i;

/** YAML takes no text with an equals sign for a number or a time, though it begins like one: `8250.nr_uarts=4`. */
const STARTS_WITH_DIGIT = /^[0-9][A-Za-z0-9_.-]*=[A-Za-z0-9_.,=/:@%+?&${}-]*$/;

/**
 * Whether the factory's YAML writer leaves the text as it is. Beyond this set its quoting is not certain, and with it
 * the checksum that is the schematic's id.
 */
function isPlain(text: string): boolean {
  return (
    (/^(?:[A-Za-z_]|--?[A-Za-z])[A-Za-z0-9_.,=/:@%+?&${}-]*$/.test(text) || STARTS_WITH_DIGIT.test(text)) &&
    !text.endsWith(':') &&
    !NOT_STRINGS.test(text)
  );
}

/** The canonical text of a schematic, and what is wrong with its options. */
export interface RenderedSchematic {
  /** The YAML text that the Image Factory writes for the same schematic. */
  readonly text: string;
  /** The checksum of that text, by which the factory knows it. */
  readonly id: string;
  /** What is wrong with the options. */
  readonly findings: readonly Finding[];
}

/**
 * Renders a schematic as the Image Factory does, so that its id is known without asking it.
 *
 * Source: siderolabs/image-factory `pkg/schematic/schematic.go`: canonical YAML (four spaces, fixed order of fields,
 * empty fields left out, `customization` always there), sha256. Extensions are sorted, since their order counts.
 */
export function renderSchematic(options: SchematicOptions): RenderedSchematic {
  const findings: Finding[] = [];
  const extensions = (options.systemExtensions ?? [])
    .map((extension) => collect(findings, () => extensionName(extension), ''))
    .filter((name) => name !== '');
  const lines = [
    ...overlayLines(options.overlay, findings),
    ...customizationLines([
      ...kernelArgumentLines(options.extraKernelArgs ?? [], findings),
      ...metaLines(options.meta ?? {}, findings),
      ...extensionLines([...new Set(extensions)].sort()),
      ...secureBootLines(options.secureBoot ?? {}),
    ]),
  ];
  const text = `${lines.join('\n')}\n`;
  return { text, id: createHash('sha256').update(text).digest('hex'), findings };
}

function customizationLines(inner: readonly string[]): string[] {
  return inner.length === 0 ? ['customization: {}'] : ['customization:', ...inner];
}

function overlayLines(overlay: SchematicOverlay | undefined, findings: Finding[]): string[] {
  if (overlay === undefined) return [];
  const bad = [overlay.image, overlay.name].filter((text) => !isPlain(text));
  if (bad.length > 0) {
    findings.push(
      OVERLAY_FORM.finding({
        wrong: 'the overlay is not named as the Image Factory names overlays',
        given: bad.map(quote).join(', '),
        allowed: "letters, digits, '_', '-', '.' and '/', beginning with a letter",
      }),
    );
  }
  return ['overlay:', `    image: ${overlay.image}`, `    name: ${overlay.name}`];
}

function kernelArgumentLines(args: readonly string[], findings: Finding[]): string[] {
  for (const arg of args.filter((candidate) => !isPlain(candidate))) {
    findings.push(
      KERNEL_ARGUMENT_FORM.finding({
        wrong: 'the schematic id cannot be computed with this kernel argument',
        given: quote(arg),
        allowed:
          "one argument without spaces or quotes that begins with a letter, or with a digit and has a value, such as 'net.ifnames=0', '8250.nr_uarts=4' or '-talos.platform'",
      }),
    );
  }
  return args.length === 0 ? [] : ['    extraKernelArgs:', ...args.map((arg) => `        - ${arg}`)];
}

function metaLines(meta: Readonly<Record<number, string>>, findings: Finding[]): string[] {
  const entries = Object.entries(meta).sort(([a], [b]) => Number(a) - Number(b));
  for (const [key, value] of entries) {
    const byte = /^\d{1,3}$/.test(key) && Number(key) <= 255;
    if (!byte || !isPlain(value)) {
      findings.push(
        META_FORM.finding({
          wrong: 'the schematic id cannot be computed with this META value',
          given: `${key}: ${quote(value)}`,
          allowed: 'a key from 0 to 255, and a value of one line without spaces or quotes that begins with a letter',
        }),
      );
    }
  }
  return entries.length === 0
    ? []
    : ['    meta:', ...entries.flatMap(([key, value]) => [`        - key: ${key}`, `          value: ${value}`])];
}

function extensionLines(names: readonly string[]): string[] {
  return names.length === 0
    ? []
    : ['    systemExtensions:', '        officialExtensions:', ...names.map((name) => `            - ${name}`)];
}

function secureBootLines(options: SecureBootOptions): string[] {
  // YAML would read a bare off as a boolean, so the factory quotes it.
  const mode = options.enrollKeys === 'off' ? '"off"' : options.enrollKeys;
  const inner = [
    ...(mode === undefined ? [] : [`        enrollKeys: ${mode}`]),
    ...(options.includeWellKnownCertificates === true ? ['        includeWellKnownCertificates: true'] : []),
  ];
  return inner.length === 0 ? [] : ['    secureboot:', ...inner];
}
