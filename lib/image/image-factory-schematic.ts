import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Finding, collect, quote } from '../checks/check';
import { FACTORY_URL_FORM, SCHEMATIC_ID_FORM } from '../checks/image-checks';
import { DEFAULT_FACTORY_URL, ImageIdentity, diskImageUrl, installerImageName, isoUrl } from '../config/image-names';
import { SchematicOptions, renderSchematic } from '../config/schematic';
import { extensionName } from '../config/system-extension';
import { Architecture, DiskImageFormat, TalosPlatform } from '../config/talos-platform';
import { TalosVersion } from '../config/talos-version';
import { ImageFactorySchematic as SchematicResource } from '../providers/talos/image-factory-schematic';
import { TalosProvider } from '../providers/talos/provider';
import { addFindings } from '../terraform/app-validation';
import { requireProps } from '../terraform/required-props';
import { defaultProvider } from '../terraform/providers';
import { literal } from '../terraform/text';
import { ITalosImage } from './talos-image';

/** What an image is made of. */
export interface ImageFactorySchematicProps extends SchematicOptions {
  /** Exact Talos release, such as `v1.13.9`. Raising it upgrades every machine that uses the image. */
  readonly talosVersion: string;
  /**
   * Scheme and host of an Image Factory of your own.
   * @default - the public one, https://factory.talos.dev
   */
  readonly factoryUrl?: string;
}

/** An image by a schematic that is registered already. */
export interface ExistingSchematicProps {
  /** Exact Talos release, such as `v1.13.9`. */
  readonly talosVersion: string;
  /** The Image Factory's id, 64 hexadecimal digits. */
  readonly schematicId: string;
  /**
   * Extensions that the schematic is known to hold, for checks that ask for them.
   * @default - nothing is assumed
   */
  readonly systemExtensions?: SchematicOptions['systemExtensions'];
  /**
   * Whether to use the images signed for secure boot.
   * @default false
   */
  readonly secureBoot?: boolean;
  /**
   * Scheme and host of an Image Factory of your own.
   * @default - the public one, https://factory.talos.dev
   */
  readonly factoryUrl?: string;
}

/** Stands in for a version that could not be read, so that the rest of the app is checked in the same run. */
const anyVersion = (): TalosVersion => TalosVersion.of('v1.13.9');

/**
 * Talos with the extensions and kernel arguments of your choice, from the Image Factory.
 *
 * The schematic's id is computed here exactly as the factory computes it, so names of images and installers are known
 * at synthesis and nothing that uses them is "known after apply". The schematic is registered with the factory too.
 * Errors: TALOS001, TALOS002, TALOS030 to TALOS035.
 */
export class ImageFactorySchematic extends Construct implements ITalosImage {
  /**
   * Uses a schematic that is registered with the factory already; nothing is created.
   * Errors: TALOS001, TALOS002, TALOS030, TALOS033, TALOS034.
   */
  static fromSchematicId(scope: Construct, id: string, props: ExistingSchematicProps): ITalosImage {
    return new ExistingSchematic(scope, id, props);
  }

  readonly talosVersion: TalosVersion;
  readonly schematicId: string;
  readonly secureBoot: boolean;
  readonly systemExtensions: readonly string[];
  readonly registration: readonly ITerraformDependable[];
  /** The canonical text whose checksum is the id. */
  readonly schematic: string;
  private readonly identity: ImageIdentity;

  constructor(scope: Construct, id: string, props: ImageFactorySchematicProps) {
    super(scope, id);
    requireProps(
      this,
      props,
      { talosVersion: 'text' },
      {
        factoryUrl: 'text',
        systemExtensions: 'list',
        extraKernelArgs: 'list',
        secureBoot: { object: 'an object, {} for images of secure boot; left out for images without it' },
      },
    );
    const findings: Finding[] = [];
    const rendered = renderSchematic(props);
    findings.push(...rendered.findings);
    this.talosVersion = collect(findings, () => TalosVersion.of(props.talosVersion), anyVersion());
    this.schematicId = rendered.id;
    this.schematic = rendered.text;
    this.secureBoot = props.secureBoot !== undefined;
    // What is wrong with them was found when the schematic was rendered.
    this.systemExtensions = extensionNames(props.systemExtensions ?? [], []);
    const factoryUrl = props.factoryUrl ?? DEFAULT_FACTORY_URL;
    this.identity = identityOf(this, factoryUrl);
    this.registration = [this.register(factoryUrl)];
    addFindings(this, [...findings, ...factoryFindings(factoryUrl)]);
  }

  installerImage(platform: TalosPlatform): string {
    return installerImageName(this.identity, platform);
  }

  diskImageUrl(platform: TalosPlatform, architecture: Architecture, format = platform.diskImageFormat): string {
    return diskImageUrl(this.identity, platform, architecture, format);
  }

  isoUrl(platform: TalosPlatform, architecture: Architecture): string {
    return isoUrl(this.identity, platform, architecture);
  }

  private register(factoryUrl: string): SchematicResource {
    const provider =
      this.identity.factoryUrl === DEFAULT_FACTORY_URL
        ? defaultProvider(this, 'talos', (stack) => new TalosProvider(stack, 'talos'))
        : new TalosProvider(this, 'Factory', {
            alias: `factory-${this.node.addr.slice(-8)}`,
            imageFactoryUrl: factoryUrl,
          });
    return new SchematicResource(this, 'Resource', { schematic: literal(this.schematic), provider });
  }
}

class ExistingSchematic extends Construct implements ITalosImage {
  readonly talosVersion: TalosVersion;
  readonly schematicId: string;
  readonly secureBoot: boolean;
  readonly systemExtensions: readonly string[] | undefined;
  readonly registration: readonly ITerraformDependable[] = [];
  private readonly identity: ImageIdentity;

  constructor(scope: Construct, id: string, props: ExistingSchematicProps) {
    super(scope, id);
    const findings: Finding[] = [];
    this.talosVersion = collect(findings, () => TalosVersion.of(props.talosVersion), anyVersion());
    this.schematicId = props.schematicId;
    this.secureBoot = props.secureBoot ?? false;
    this.systemExtensions =
      props.systemExtensions === undefined ? undefined : extensionNames(props.systemExtensions, findings);
    const factoryUrl = props.factoryUrl ?? DEFAULT_FACTORY_URL;
    this.identity = identityOf(this, factoryUrl);
    if (!/^[0-9a-f]{64}$/.test(props.schematicId)) {
      findings.push(
        SCHEMATIC_ID_FORM.finding({
          wrong: 'this is not the id of a schematic',
          given: quote(props.schematicId),
          allowed: '64 hexadecimal digits in lower case',
        }),
      );
    }
    addFindings(this, [...findings, ...factoryFindings(factoryUrl)]);
  }

  installerImage(platform: TalosPlatform): string {
    return installerImageName(this.identity, platform);
  }

  diskImageUrl(
    platform: TalosPlatform,
    architecture: Architecture,
    format: DiskImageFormat = platform.diskImageFormat,
  ): string {
    return diskImageUrl(this.identity, platform, architecture, format);
  }

  isoUrl(platform: TalosPlatform, architecture: Architecture): string {
    return isoUrl(this.identity, platform, architecture);
  }
}

function identityOf(
  image: { readonly schematicId: string; readonly talosVersion: TalosVersion; readonly secureBoot: boolean },
  factoryUrl: string,
): ImageIdentity {
  return {
    factoryUrl: factoryUrl.replace(/\/+$/, ''),
    schematicId: image.schematicId,
    tag: image.talosVersion.tag,
    secureBoot: image.secureBoot,
  };
}

/** The names that are right; each of the others makes a finding. */
function extensionNames(extensions: NonNullable<SchematicOptions['systemExtensions']>, findings: Finding[]): string[] {
  return extensions
    .map((extension) => collect(findings, () => extensionName(extension), ''))
    .filter((name) => name !== '');
}

function factoryFindings(factoryUrl: string): Finding[] {
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?\/?$/i.test(factoryUrl)
    ? []
    : [
        FACTORY_URL_FORM.finding({
          wrong: 'this is not the address of an Image Factory',
          given: quote(factoryUrl),
          allowed: "scheme, host and port, such as 'https://factory.example.org'",
        }),
      ];
}
