import { ImageIdentity, diskImageUrl, installerImageName, isoUrl } from '../../lib/config/image-names';
import { TalosPlatform } from '../../lib/config/talos-platform';

const ID = '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba';
const IMAGE: ImageIdentity = {
  factoryUrl: 'https://factory.talos.dev',
  schematicId: ID,
  tag: 'v1.13.9',
  secureBoot: false,
};
const SECURE = { ...IMAGE, secureBoot: true };
const OWN = { ...IMAGE, factoryUrl: 'http://factory.example.org:8080' };
const { NOCLOUD, METAL, AWS } = TalosPlatform;

describe('the installer', () => {
  test.each([
    [NOCLOUD, 'nocloud-installer'],
    [METAL, 'metal-installer'],
    [AWS, 'aws-installer'],
  ])('belongs to the platform of the image (%#)', (platform, repository) => {
    expect(installerImageName(IMAGE, platform)).toBe(`factory.talos.dev/${repository}/${ID}:v1.13.9`);
  });

  test('for secure boot is another', () => {
    expect(installerImageName(SECURE, METAL)).toBe(`factory.talos.dev/metal-installer-secureboot/${ID}:v1.13.9`);
  });

  test("of a factory of one's own is pulled from its host and port, without a scheme", () => {
    expect(installerImageName(OWN, METAL)).toBe(`factory.example.org:8080/metal-installer/${ID}:v1.13.9`);
  });
});

describe('the disk image', () => {
  test.each([
    [NOCLOUD, 'amd64', 'qcow2', 'nocloud-amd64.qcow2'],
    [METAL, 'arm64', 'raw.zst', 'metal-arm64.raw.zst'],
    [AWS, 'amd64', 'raw.xz', 'aws-amd64.raw.xz'],
  ] as const)('is named by platform, architecture and format (%#)', (platform, architecture, format, file) => {
    expect(diskImageUrl(IMAGE, platform, architecture, format)).toBe(
      `https://factory.talos.dev/image/${ID}/v1.13.9/${file}`,
    );
  });

  test('for secure boot is another', () => {
    expect(diskImageUrl(SECURE, NOCLOUD, 'amd64', 'qcow2')).toMatch(/\/nocloud-amd64-secureboot\.qcow2$/);
  });

  test("of a factory of one's own is downloaded by its scheme", () => {
    expect(diskImageUrl(OWN, NOCLOUD, 'amd64', 'qcow2')).toBe(
      `http://factory.example.org:8080/image/${ID}/v1.13.9/nocloud-amd64.qcow2`,
    );
  });
});

describe('the ISO', () => {
  test('is named by platform and architecture', () => {
    expect(isoUrl(IMAGE, METAL, 'amd64')).toBe(`https://factory.talos.dev/image/${ID}/v1.13.9/metal-amd64.iso`);
  });

  test('for secure boot is another', () => {
    expect(isoUrl(SECURE, METAL, 'arm64')).toMatch(/\/metal-arm64-secureboot\.iso$/);
  });
});

test('a platform without a constant is named as Talos names it', () => {
  const hcloud = TalosPlatform.of('hcloud', { layer2: false, secureBoot: false, diskImageFormat: 'raw.xz' });
  expect(installerImageName(IMAGE, hcloud)).toContain('/hcloud-installer/');
  expect(diskImageUrl(IMAGE, hcloud, 'amd64', hcloud.diskImageFormat)).toMatch(/\/hcloud-amd64\.raw\.xz$/);
});

test('machines of AWS share no layer 2 segment and have no secure boot image', () => {
  expect([NOCLOUD, METAL, AWS].map(({ layer2, secureBoot }) => [layer2, secureBoot])).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ]);
});
