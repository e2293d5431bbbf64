import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { TalosPlatform } from '../../lib/config/talos-platform';
import { OfficialExtension } from '../../lib/config/system-extension';
import {
  ExistingSchematicProps,
  ImageFactorySchematic,
  ImageFactorySchematicProps,
} from '../../lib/image/image-factory-schematic';
import { ITalosImage } from '../../lib/image/talos-image';
import { TalosProvider } from '../../lib/providers/talos/provider';
import { InvalidAppError } from '../../lib/terraform/app-validation';
import { StackJson, reportOf, synthesized } from '../support/synthesis';

const AGENT: ImageFactorySchematicProps = {
  talosVersion: 'v1.13.9',
  systemExtensions: ['siderolabs/qemu-guest-agent'],
};
/** The Image Factory's id of qemu-guest-agent alone. */
const AGENT_ID = 'ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515';
const { NOCLOUD, METAL, AWS } = TalosPlatform;

/** An image in a stack of its own, with the stack's JSON. */
function imageOf(props: ImageFactorySchematicProps): {
  readonly image: ImageFactorySchematic;
  readonly json: StackJson;
} {
  let image: ImageFactorySchematic | undefined;
  const { stack } = synthesized((app) => {
    image = new ImageFactorySchematic(new TerraformStack(app, 'stack'), 'Image', props);
  });
  if (image === undefined || stack === undefined) throw new Error('nothing was synthesized');
  return { image, json: stack };
}

function existing(props: ExistingSchematicProps): { readonly image: ITalosImage; readonly json: StackJson } {
  let image: ITalosImage | undefined;
  const { stack } = synthesized((app) => {
    image = ImageFactorySchematic.fromSchematicId(new TerraformStack(app, 'stack'), 'Image', props);
  });
  if (image === undefined || stack === undefined) throw new Error('nothing was synthesized');
  return { image, json: stack };
}

function registrationsIn(json: StackJson): Readonly<Record<string, unknown>>[] {
  return Object.values(json.resource?.talos_image_factory_schematic ?? {});
}

describe('ImageFactorySchematic', () => {
  test('names installer, disk image and ISO by platform, at synthesis', () => {
    const { image } = imageOf(AGENT);
    expect([NOCLOUD, METAL, AWS].map((platform) => image.installerImage(platform))).toEqual([
      `factory.talos.dev/nocloud-installer/${AGENT_ID}:v1.13.9`,
      `factory.talos.dev/metal-installer/${AGENT_ID}:v1.13.9`,
      `factory.talos.dev/aws-installer/${AGENT_ID}:v1.13.9`,
    ]);
    const folder = `https://factory.talos.dev/image/${AGENT_ID}/v1.13.9`;
    expect(image.diskImageUrl(METAL, 'arm64')).toBe(`${folder}/metal-arm64.raw.zst`);
    expect(image.diskImageUrl(NOCLOUD, 'amd64')).toBe(`${folder}/nocloud-amd64.qcow2`);
    expect(image.diskImageUrl(NOCLOUD, 'amd64', 'raw.xz')).toBe(`${folder}/nocloud-amd64.raw.xz`);
    expect(image.isoUrl(METAL, 'amd64')).toBe(`${folder}/metal-amd64.iso`);
  });

  test('with secure boot, names the signed images', () => {
    const { image } = imageOf({ ...AGENT, secureBoot: {} });
    expect(image.schematicId).toBe(AGENT_ID);
    expect(image.installerImage(METAL)).toContain('/metal-installer-secureboot/');
    expect(image.isoUrl(METAL, 'amd64')).toMatch(/metal-amd64-secureboot\.iso$/);
  });

  test('fails where secure boot is no object: a plain false would turn it on', () => {
    const secureBoot = false as unknown as object;
    const report = reportOf((app) => {
      new ImageFactorySchematic(new TerraformStack(app, 'stack'), 'Image', { ...AGENT, secureBoot });
    });
    expect(report).toContain(
      "TALOS485  stack/Image\n  'secureBoot' is of another kind\n    given:   false\n    allowed: an object, {} for images of secure boot; left out for images without it",
    );
  });

  test('registers the text whose checksum is the id, by the default provider', () => {
    const { image, json } = imageOf(AGENT);
    const [registration, ...more] = registrationsIn(json);
    expect(more).toEqual([]);
    expect(registration).toMatchObject({ schematic: image.schematic, provider: 'talos' });
    expect(json.provider).toEqual({ talos: [{}] });
    expect(image.registration).toHaveLength(1);
  });

  test('registers a text that looks like a template as it was typed', () => {
    const argument = 'talos.config=https://a.b/c?x=${uuid}';
    const { json, image } = imageOf({ talosVersion: 'v1.13.9', extraKernelArgs: [argument] });
    expect(image.schematic).toContain(argument);
    expect(registrationsIn(json)).toMatchObject([
      { schematic: expect.stringContaining('talos.config=https://a.b/c?x=$${uuid}') as string },
    ]);
  });

  test('tells its extensions, of either kind', () => {
    expect(imageOf(AGENT).image.systemExtensions).toEqual(['siderolabs/qemu-guest-agent']);
    expect(imageOf({ talosVersion: 'v1.13.9' }).image.systemExtensions).toEqual([]);
  });

  test('two images of a stack share the provider', () => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      new ImageFactorySchematic(scope, 'A', AGENT);
      new ImageFactorySchematic(scope, 'B', { talosVersion: 'v1.12.11' });
    });
    expect(stack?.provider?.talos).toHaveLength(1);
  });

  test("uses the user's own provider where there is one", () => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      new TalosProvider(scope, 'mine', { imageFactoryUrl: 'https://mirror.example.org' });
      new ImageFactorySchematic(scope, 'A', AGENT);
    });
    expect(stack?.provider).toEqual({ talos: [{ image_factory_url: 'https://mirror.example.org' }] });
  });
});

describe("a factory of one's own", () => {
  const OWN = { ...AGENT, factoryUrl: 'https://factory.example.org:8443/' };

  test('serves installers from its host and images by its address', () => {
    const { image } = imageOf(OWN);
    expect(image.installerImage(METAL)).toBe(`factory.example.org:8443/metal-installer/${AGENT_ID}:v1.13.9`);
    expect(image.diskImageUrl(METAL, 'amd64')).toBe(
      `https://factory.example.org:8443/image/${AGENT_ID}/v1.13.9/metal-amd64.raw.zst`,
    );
  });

  test('gets the schematic by a provider of its own, under an alias', () => {
    const { json } = imageOf(OWN);
    const [provider, ...more] = json.provider?.talos ?? [];
    expect(more).toEqual([]);
    expect(provider).toMatchObject({
      alias: expect.stringMatching(/^[A-Za-z_][\w-]*$/) as string,
      image_factory_url: OWN.factoryUrl,
    });
    expect(registrationsIn(json)).toMatchObject([{ provider: `talos.${String(provider?.alias)}` }]);
  });

  test('stands beside the public one, and beside another, in one stack', () => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      new ImageFactorySchematic(scope, 'Public', AGENT);
      new ImageFactorySchematic(scope, 'Own', OWN);
      new ImageFactorySchematic(scope, 'Other', { ...OWN, factoryUrl: 'http://other.example.org' });
    });
    const providers = stack?.provider?.talos ?? [];
    expect(providers.map((provider) => provider.image_factory_url)).toEqual(
      expect.arrayContaining([undefined, OWN.factoryUrl, 'http://other.example.org']),
    );
    expect(new Set(providers.map((provider) => provider.alias)).size).toBe(3);
  });
});

describe('ImageFactorySchematic.fromSchematicId', () => {
  test('names the images of the id, and emits neither resource nor provider', () => {
    const { image, json } = existing({ talosVersion: 'v1.13.9', schematicId: AGENT_ID });
    expect(image.installerImage(NOCLOUD)).toBe(`factory.talos.dev/nocloud-installer/${AGENT_ID}:v1.13.9`);
    expect(image.diskImageUrl(NOCLOUD, 'amd64')).toMatch(/\/nocloud-amd64\.qcow2$/);
    expect(image.isoUrl(NOCLOUD, 'amd64')).toMatch(/\/nocloud-amd64\.iso$/);
    expect(image.registration).toEqual([]);
    expect(json).not.toHaveProperty('resource');
    expect(json).not.toHaveProperty('provider');
  });

  test('assumes no extension, and knows those that are told', () => {
    const props = { talosVersion: 'v1.13.9', schematicId: AGENT_ID };
    expect(existing(props).image.systemExtensions).toBeUndefined();
    expect(existing({ ...props, systemExtensions: ['siderolabs/zfs'] }).image.systemExtensions).toEqual([
      'siderolabs/zfs',
    ]);
  });

  test.each(['', 'abc', AGENT_ID.toUpperCase(), `${AGENT_ID}0`])("fails with '%s', which is no id", (schematicId) => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'stack');
      ImageFactorySchematic.fromSchematicId(stack, 'Image', { talosVersion: 'v1.13.9', schematicId });
    });
    expect(report).toContain('TALOS033  stack/Image\n  this is not the id of a schematic\n');
    expect(report).toContain(`given:   '${schematicId}'\n    allowed: 64 hexadecimal digits in lower case\n`);
  });

  test('fails with an extension that is told and does not exist', () => {
    const report = reportOf((app) => {
      ImageFactorySchematic.fromSchematicId(new TerraformStack(app, 'stack'), 'Image', {
        talosVersion: 'v1.13.9',
        schematicId: AGENT_ID,
        systemExtensions: ['siderolabs/gvizor' as OfficialExtension],
      });
    });
    expect(report).toContain("TALOS030  stack/Image\n  there is no system extension 'siderolabs/gvizor'");
  });
});

describe('mistakes', () => {
  let outdir: string;

  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-image-'));
  });

  afterEach(() => {
    rmSync(outdir, { recursive: true, force: true });
  });

  function failureOf(app: App): InvalidAppError {
    try {
      app.synth();
    } catch (error) {
      if (error instanceof InvalidAppError) return error;
      throw error;
    }
    throw new Error('the app synthesized, and should not have');
  }

  function writtenFiles(): string[] {
    return readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  }

  test('fails with the mistakes of every stack at once, each with its code and its construct', () => {
    const app = new App({ outdir });
    new ImageFactorySchematic(new TerraformStack(app, 'sandbox'), 'Image', {
      talosVersion: '1.13',
      extraKernelArgs: ['two words'],
      factoryUrl: 'factory.example.org',
    });
    new ImageFactorySchematic(new TerraformStack(app, 'production'), 'Image', {
      talosVersion: 'v1.9.0',
      systemExtensions: ['siderolabs/gvizor' as OfficialExtension],
    });
    const error = failureOf(app);
    expect(error.mistakes.map(({ scope, finding }) => [finding.code, scope.node.path]).sort()).toEqual([
      ['TALOS001', 'sandbox/Image'],
      ['TALOS002', 'production/Image'],
      ['TALOS030', 'production/Image'],
      ['TALOS031', 'sandbox/Image'],
      ['TALOS034', 'sandbox/Image'],
    ]);
    expect(error.message).toContain('5 mistakes in this app; nothing was written.\n');
    expect(error.message).toContain(
      [
        'TALOS034  sandbox/Image',
        '  this is not the address of an Image Factory',
        "    given:   'factory.example.org'",
        "    allowed: scheme, host and port, such as 'https://factory.example.org'",
        '    do:      ',
      ].join('\n'),
    );
  });

  test('fails before any file of any stack is written', () => {
    const app = new App({ outdir });
    new ImageFactorySchematic(new TerraformStack(app, 'good'), 'Image', AGENT);
    new ImageFactorySchematic(new TerraformStack(app, 'bad'), 'Image', { talosVersion: '1.13' });
    expect(failureOf(app).mistakes).toHaveLength(1);
    expect(existsSync(outdir)).toBe(true);
    expect(writtenFiles()).toEqual([]);
  });

  test('an app that is right writes its files, so that their absence means something', () => {
    const app = new App({ outdir });
    new ImageFactorySchematic(new TerraformStack(app, 'good'), 'Image', AGENT);
    app.synth();
    expect(writtenFiles()).toContain(join('stacks', 'good', 'cdk.tf.json'));
  });

  test.each(['factory.example.org', 'ftp://factory.example.org', 'https://factory.example.org/path', 'https://'])(
    "fails with '%s', which is no address of a factory",
    (factoryUrl) => {
      const report = reportOf((app) => {
        new ImageFactorySchematic(new TerraformStack(app, 'stack'), 'Image', { ...AGENT, factoryUrl });
      });
      expect(report).toContain('1 mistake in this app; nothing was written.');
      expect(report).toContain(
        `TALOS034  stack/Image\n  this is not the address of an Image Factory\n    given:   '${factoryUrl}'\n`,
      );
    },
  );
});
