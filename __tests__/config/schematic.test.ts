import { createHash } from 'node:crypto';
import fc from '../support/property';
import { parse } from 'yaml';
import { SchematicOptions, renderSchematic } from '../../lib/config/schematic';
import { OfficialExtension, SystemExtension } from '../../lib/config/system-extension';

function idOf(options: SchematicOptions): string {
  const { id, findings } = renderSchematic(options);
  expect(findings).toEqual([]);
  return id;
}

/** Ids that the Image Factory gives: from its tests, its documentation and the release data of Talos. */
const VECTORS: readonly (readonly [what: string, options: SchematicOptions, id: string])[] = [
  ['nothing', {}, '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba'],
  [
    'an empty list of extensions',
    { systemExtensions: [] },
    '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba',
  ],
  [
    'qemu-guest-agent',
    { systemExtensions: ['siderolabs/qemu-guest-agent'] },
    'ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515',
  ],
  [
    'iscsi-tools and util-linux-tools',
    { systemExtensions: ['siderolabs/iscsi-tools', 'siderolabs/util-linux-tools'] },
    '613e1592b2da41ae5e265e8789429f22e121aab91cb4deb6bc3c0b6262961245',
  ],
  [
    'gvisor',
    { systemExtensions: ['siderolabs/gvisor'] },
    'd9ff89777e246792e7642abd3220a616afb4e49822382e4213a2e528ab826fe5',
  ],
  [
    'ecr-credential-provider, as in the official AMIs',
    { systemExtensions: ['siderolabs/ecr-credential-provider'] },
    '10e276a06c1f86b182757a962258ac00655d3425e5957f617bdc82f06894e39b',
  ],
  [
    'two kernel arguments',
    { extraKernelArgs: ['noapic', 'nolapic'] },
    '9cba8e32753f91a16c1837ab8abf356af021706ef284aef07380780177d9a06c',
  ],
  [
    'a kernel argument and two extensions',
    { extraKernelArgs: ['net.ifnames=0'], systemExtensions: ['siderolabs/gvisor', 'siderolabs/intel-ucode'] },
    'b8e8fbbe1b520989e6c52c8dc8303070cb42095997e76e812fa8892393e1d176',
  ],
  ['a META value', { meta: { 10: 'foo' } }, 'd308a2a5ee2277bed5fbaa104fcbc8d59122abfa737df987a95b4ca763459a7f'],
  [
    "Microsoft's certificates",
    { secureBoot: { includeWellKnownCertificates: true } },
    'fa8e05f142a851d3ee568eb0a8e5841eaf6b0ebc8df9a63df16ac5ed2c04f3e6',
  ],
  [
    'an overlay',
    { overlay: { name: 'rpi_generic', image: 'siderolabs/sbc-raspberrypi' } },
    'ee21ef4a5ef808a9b7484cc0dda0f25075021691c8c09a276591eedb638ea1f9',
  ],
  [
    'keys that are enrolled if that is safe',
    { secureBoot: { enrollKeys: 'if-safe' } },
    '8bbda22c237bab0fd95b91d4b9022e62e0f1b9f75f8f1e62f6eaa4eecc337ff6',
  ],
  [
    'extensions in the order of the alphabet',
    { systemExtensions: ['siderolabs/iscsi-tools', 'siderolabs/qemu-guest-agent'] },
    'dc7b152cb3ea99b821fcb7340ce7168313ce393d663740b791c36f6e95fc8586',
  ],
  [
    'extensions in another order, which are sorted',
    { systemExtensions: ['siderolabs/qemu-guest-agent', 'siderolabs/iscsi-tools'] },
    'dc7b152cb3ea99b821fcb7340ce7168313ce393d663740b791c36f6e95fc8586',
  ],
];

describe('the id of a schematic', () => {
  test.each(VECTORS)("with %s is the Image Factory's", (_, options, id) => {
    expect(idOf(options)).toBe(id);
  });

  test('is the checksum of the text', () => {
    const { id, text } = renderSchematic({ extraKernelArgs: ['noapic'], meta: { 10: 'foo' } });
    expect(id).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  test('does not depend on the order of the extensions, nor on one being named twice', () => {
    const names: OfficialExtension[] = ['siderolabs/gvisor', 'siderolabs/zfs', 'siderolabs/drbd', 'siderolabs/i915'];
    const orders = fc.shuffledSubarray([...names, ...names], { minLength: 4 });
    fc.assert(
      fc.property(orders, (order) => {
        const once = [...new Set(order)].sort();
        expect(idOf({ systemExtensions: order })).toBe(idOf({ systemExtensions: once }));
      }),
    );
  });

  test('depends on the order of the kernel arguments', () => {
    expect(idOf({ extraKernelArgs: ['nolapic', 'noapic'] })).not.toBe(idOf({ extraKernelArgs: ['noapic', 'nolapic'] }));
  });

  test('is the plain one for secure boot without settings, which changes the names of the images alone', () => {
    expect(idOf({ secureBoot: {} })).toBe(idOf({}));
    expect(idOf({ secureBoot: { includeWellKnownCertificates: false } })).toBe(idOf({}));
  });
});

describe('the text of a schematic', () => {
  test('has the form of the Image Factory', () => {
    expect(renderSchematic({ systemExtensions: ['siderolabs/qemu-guest-agent'] }).text).toBe(
      [
        'customization:',
        '    systemExtensions:',
        '        officialExtensions:',
        '            - siderolabs/qemu-guest-agent',
        '',
      ].join('\n'),
    );
  });

  test('holds the fields in the order of the Image Factory, whatever order they are given in', () => {
    const { text } = renderSchematic({
      secureBoot: { includeWellKnownCertificates: true, enrollKeys: 'force' },
      systemExtensions: ['siderolabs/gvisor'],
      meta: { 12: 'b', 10: 'a' },
      extraKernelArgs: ['noapic'],
      overlay: { name: 'rpi_generic', image: 'siderolabs/sbc-raspberrypi' },
    });
    const fields = [...text.matchAll(/^ *(?:- )?([A-Za-z]+):/gm)].map(([, field]) => field);
    expect(fields).toEqual([
      ...['overlay', 'image', 'name', 'customization', 'extraKernelArgs', 'meta', 'key', 'value', 'key', 'value'],
      ...['systemExtensions', 'officialExtensions', 'secureboot', 'enrollKeys', 'includeWellKnownCertificates'],
    ]);
  });

  test('sorts META by number', () => {
    const { text } = renderSchematic({ meta: { 100: 'c', 9: 'a', 20: 'b' } });
    expect(parse(text)).toEqual({
      customization: {
        meta: [
          { key: 9, value: 'a' },
          { key: 20, value: 'b' },
          { key: 100, value: 'c' },
        ],
      },
    });
  });

  test('quotes the mode off, which YAML would take for a boolean', () => {
    expect(renderSchematic({ secureBoot: { enrollKeys: 'off' } }).text).toContain('        enrollKeys: "off"\n');
    expect(renderSchematic({ secureBoot: { enrollKeys: 'manual' } }).text).toContain('        enrollKeys: manual\n');
  });
});

describe('kernel arguments', () => {
  const PLAIN = [
    'console=ttyS0,115200',
    '-net.ifnames',
    'talos.config=https://a.b/c?x=${uuid}&y=1',
    'a,b',
    '--flag',
    '_private=1',
    'y=1',
    'nan',
    'ip=10.0.0.2::10.0.0.1:255.255.255.0::eth0:off',
    '8250.nr_uarts=4',
    '0x1f=2024-01-01',
  ];

  test.each(PLAIN)('%s is written as it stands', (argument) => {
    const { text, findings } = renderSchematic({ extraKernelArgs: [argument] });
    expect(findings).toEqual([]);
    expect(text).toBe(`customization:\n    extraKernelArgs:\n        - ${argument}\n`);
  });

  // The factory's YAML writer quotes each of these, or it is not certain whether it does.
  test.each([
    ...['', ' ', 'two words', ' leading', 'trailing ', 'tab\tbed', 'two\nlines', 'line\n', 'a #comment', 'key: value'],
    ...['trailing:', 'a:', '"dq"', "'q'", 'k="a b"', 'k=`x`', 'back\\slash', 'a|b', 'a;b'],
    ...['-', '--', '---', '---x', '----', '-_1', '-1', '- a', '-.inf', '+1', '=', '.inf', '<<', '~', '!x', '@x', '%x'],
    ...['*x', '&x', '?', '? x', '|', '>', '[a]', '{a}', '#x', ',x', ':x', '/x', '$x', '${x}'],
    ...['true', 'True', 'FALSE', 'null', 'Null', 'yes', 'No', 'on', 'OFF', 'y', 'N'],
    ...['123', '0x1f', '1e3', '0o7', '1_000', '2024-01-01', '12:30:45', '4b', '12:30=1', 'é', 'naïve=1'],
  ])('fails with %j', (argument) => {
    expect(renderSchematic({ extraKernelArgs: [argument] }).findings).toMatchObject([
      {
        code: 'TALOS031',
        wrong: 'the schematic id cannot be computed with this kernel argument',
        given: `'${argument}'`,
        allowed: expect.stringContaining(
          'one argument without spaces or quotes that begins with a letter, or with a digit and has a value',
        ) as string,
      },
    ]);
  });

  test('fails with each wrong one, and with no right one', () => {
    const { findings } = renderSchematic({ extraKernelArgs: ['noapic', 'two words', 'nolapic', 'true'] });
    expect(findings.map(({ given }) => given)).toEqual(["'two words'", "'true'"]);
  });

  test('whatever is taken reads back as the very text', () => {
    const signs = 'abnoyefxTN_-.,==/:@%+?&${}0123456789'.split('');
    const argument = fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(argument, (candidate) => {
        const { text, findings } = renderSchematic({ extraKernelArgs: [candidate] });
        fc.pre(findings.length === 0);
        expect(parse(text)).toEqual({ customization: { extraKernelArgs: [candidate] } });
      }),
      { numRuns: 300 },
    );
  });
});

describe('META', () => {
  test.each([0, 255])('takes the key %i', (key) => {
    expect(renderSchematic({ meta: { [key]: 'foo' } }).findings).toEqual([]);
  });

  test.each([
    [256, 'foo', "256: 'foo'"],
    [-1, 'foo', "-1: 'foo'"],
    [1.5, 'foo', "1.5: 'foo'"],
    [10, 'two words', "10: 'two words'"],
    [10, '{"a": 1}', '10: \'{"a": 1}\''],
    [10, '', "10: ''"],
  ])('fails with the key %p and the value %j', (key, value, given) => {
    expect(renderSchematic({ meta: { [key]: value } }).findings).toMatchObject([
      {
        code: 'TALOS032',
        wrong: 'the schematic id cannot be computed with this META value',
        given,
        allowed: expect.stringContaining('a key from 0 to 255') as string,
      },
    ]);
  });
});

describe('overlays', () => {
  test('fails with a name that would need quotes, and tells what is wrong of it alone', () => {
    const overlay = { name: 'rpi generic', image: 'siderolabs/sbc-raspberrypi' };
    expect(renderSchematic({ overlay }).findings).toMatchObject([
      {
        code: 'TALOS035',
        wrong: 'the overlay is not named as the Image Factory names overlays',
        given: "'rpi generic'",
        allowed: "letters, digits, '_', '-', '.' and '/', beginning with a letter",
      },
    ]);
  });
});

describe('extensions', () => {
  test('fails with every name that is none, and renders the others', () => {
    const unknown = ['siderolabs/gvizor', 'gvisor'] as unknown as OfficialExtension[];
    const { findings, text } = renderSchematic({ systemExtensions: [...unknown, 'siderolabs/zfs'] });
    expect(findings.map(({ code, given }) => [code, given])).toEqual([
      ['TALOS030', "'siderolabs/gvizor'"],
      ['TALOS030', "'gvisor'"],
    ]);
    expect(text).toBe(renderSchematic({ systemExtensions: ['siderolabs/zfs'] }).text);
  });

  test('an unlisted one stands among the others in its place', () => {
    const { text } = renderSchematic({
      systemExtensions: ['siderolabs/zfs', SystemExtension.unlisted('acme/agent'), 'siderolabs/drbd'],
    });
    expect(parse(text)).toEqual({
      customization: {
        systemExtensions: { officialExtensions: ['acme/agent', 'siderolabs/drbd', 'siderolabs/zfs'] },
      },
    });
  });
});

test('fails with the mistakes of every option at once', () => {
  const { findings } = renderSchematic({
    overlay: { name: '', image: 'siderolabs/sbc-raspberrypi' },
    extraKernelArgs: ['two words'],
    meta: { 300: 'foo' },
    systemExtensions: ['siderolabs/nope-nope' as OfficialExtension],
  });
  expect(findings.map(({ code }) => code).sort()).toEqual(['TALOS030', 'TALOS031', 'TALOS032', 'TALOS035']);
});
