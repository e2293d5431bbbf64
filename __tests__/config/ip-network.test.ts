import fc from '../support/property';
import { IpAddress, IpNetwork } from '../../lib/config/ip-network';
import { failureOf, told } from '../support/failure';

/** One IP version: how wide its addresses are, and how a number is written as one, without any shortening. */
interface Family {
  readonly name: string;
  readonly bits: number;
  readonly write: (value: bigint) => string;
}

const V4: Family = {
  name: 'IPv4',
  bits: 32,
  write: (value) => [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.'),
};
const V6: Family = {
  name: 'IPv6',
  bits: 128,
  write: (value) =>
    Array.from({ length: 8 }, (_, group) => ((value >> BigInt(16 * (7 - group))) & 0xffffn).toString(16)).join(':'),
};

/** A network as the test computes it. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

function addressIn({ bits }: Family): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
}

function rangeOf({ bits }: Family, value: bigint, prefix: number): Range {
  const size = 1n << BigInt(bits - prefix);
  const first = value - (value % size);
  return { first, last: first + size - 1n, prefix };
}

function networkIn(family: Family): fc.Arbitrary<Range> {
  return fc
    .tuple(addressIn(family), fc.integer({ min: 0, max: family.bits }))
    .map(([value, prefix]) => rangeOf(family, value, prefix));
}

/** An address near a network's edges as often as anywhere. */
function addressAround(family: Family, { first, last }: Range): fc.Arbitrary<bigint> {
  const top = (1n << BigInt(family.bits)) - 1n;
  const edges = [first - 1n, first, first + 1n, last - 1n, last, last + 1n].filter((v) => v >= 0n && v <= top);
  return fc.oneof(addressIn(family), fc.constantFrom(...edges), fc.bigInt({ min: first, max: last }));
}

function networkOf(family: Family, { first, prefix }: Range): IpNetwork {
  return IpNetwork.of(`${family.write(first)}/${String(prefix)}`);
}

/** A network and an address that is inside about as often as not. */
function networkAndAddress(family: Family): fc.Arbitrary<readonly [Range, bigint]> {
  return networkIn(family).chain((range) => fc.tuple(fc.constant(range), addressAround(family, range)));
}

describe.each([V4, V6])('in $name', (family) => {
  const address = (value: bigint): IpAddress => IpAddress.of(family.write(value));

  test('a network covers those whose first and last address it contains', () => {
    const inside = networkAndAddress(family).chain(([range, value]) =>
      fc.tuple(
        fc.constant(range),
        fc.integer({ min: 0, max: family.bits }).map((prefix) => rangeOf(family, value, prefix)),
      ),
    );
    fc.assert(
      fc.property(inside, ([one, other]) => {
        const covers = other.first >= one.first && other.last <= one.last;
        expect(networkOf(family, one).covers(networkOf(family, other))).toBe(covers);
      }),
    );
  });

  test('a network contains the addresses from its first to its last', () => {
    fc.assert(
      fc.property(networkAndAddress(family), ([range, value]) => {
        expect(networkOf(family, range).contains(address(value))).toBe(value >= range.first && value <= range.last);
      }),
    );
  });

  test('a network has for hosts what it contains, in IPv4 less the first and the last where there are more than two', () => {
    fc.assert(
      fc.property(networkAndAddress(family), ([range, value]) => {
        const inside = value >= range.first && value <= range.last;
        const kept = family === V4 && range.last - range.first > 1n && (value === range.first || value === range.last);
        expect(networkOf(family, range).hasHost(address(value))).toBe(inside && !kept);
      }),
    );
  });

  test('two networks overlap when, and only when, an address is in both', () => {
    const pair = networkIn(family).chain((a) =>
      fc.tuple(
        fc.constant(a),
        fc
          .tuple(addressAround(family, a), fc.integer({ min: 0, max: family.bits }))
          .map(([value, prefix]) => rangeOf(family, value, prefix)),
      ),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const shared = (a.first > b.first ? a.first : b.first) <= (a.last < b.last ? a.last : b.last);
        expect(networkOf(family, a).overlaps(networkOf(family, b))).toBe(shared);
        expect(networkOf(family, b).overlaps(networkOf(family, a))).toBe(shared);
      }),
    );
  });

  test('an address further on is the sum, and there is none past either end', () => {
    const top = (1n << BigInt(family.bits)) - 1n;
    const start = fc.oneof(
      addressIn(family),
      fc.bigInt({ min: 0n, max: 300n }),
      fc.bigInt({ min: top - 300n, max: top }),
    );
    fc.assert(
      fc.property(start, fc.integer({ min: -300, max: 300 }), (value, places) => {
        const sum = value + BigInt(places);
        const expected = sum < 0n || sum > top ? undefined : address(sum).text;
        expect(address(value).plus(places)?.text).toBe(expected);
      }),
    );
  });

  test('an address has one text, which reads as the same address', () => {
    fc.assert(
      fc.property(addressIn(family), (value) => {
        const { text } = address(value);
        expect(IpAddress.of(text).text).toBe(text);
        expect(IpAddress.of(text).plus(0)?.text).toBe(text);
        expect(IpAddress.isAddress(text)).toBe(true);
      }),
    );
  });

  test('two addresses have one text only when they are one', () => {
    fc.assert(
      fc.property(addressIn(family), addressIn(family), (a, b) => {
        expect(address(a).text === address(b).text).toBe(a === b);
      }),
    );
  });

  test('fails with a network that has host bits set, and writes the network down', () => {
    const withHostBits = fc
      .tuple(addressIn(family), fc.integer({ min: 0, max: family.bits - 1 }))
      .map(([value, prefix]) => ({ value, range: rangeOf(family, value, prefix) }))
      .filter(({ value, range }) => value !== range.first);
    fc.assert(
      fc.property(withHostBits, ({ value, range }) => {
        const given = `${family.write(value)}/${String(range.prefix)}`;
        expect(failureOf(() => IpNetwork.of(given))).toContain(
          told(
            'TALOS004',
            'this is an address inside a network, not the network',
            `'${given}'`,
            `'${networkOf(family, range).text}'`,
          ),
        );
      }),
    );
  });
});

describe('IpAddress', () => {
  test('an IPv6 address is shortened, in lower case', () => {
    expect(IpAddress.of('2001:DB8:0000:0:0:0:0:0011').text).toBe('2001:db8::11');
    expect(String(IpAddress.of('10.10.0.11'))).toBe('10.10.0.11');
  });

  test('only an address with colons is an IPv6 address', () => {
    expect(IpAddress.of('10.10.0.11').isV6).toBe(false);
    expect(IpAddress.of('fd00::1').isV6).toBe(true);
  });

  test.each(['', 'worker-0', '10.10.0', '10.10.0.256', '10.10.0.11/24', '010.10.0.11', '10.10.0.11 ', 'fd00::1::2'])(
    "fails with '%s', which is no address",
    (text) => {
      expect(IpAddress.isAddress(text)).toBe(false);
      expect(failureOf(() => IpAddress.of(text))).toContain(
        told('TALOS005', 'this is not an IP address', `'${text}'`, 'one address'),
      );
    },
  );
});

describe('IpNetwork', () => {
  test('is written in its short form, and tells the length of its prefix', () => {
    expect(IpNetwork.of('2001:0DB8::/32').text).toBe('2001:db8::/32');
    expect(String(IpNetwork.of('10.10.0.0/24'))).toBe('10.10.0.0/24');
    expect(IpNetwork.of('10.10.0.0/22').prefixLength).toBe(22);
  });

  test('holds nothing of the other IP version', () => {
    const every4 = IpNetwork.of('0.0.0.0/0');
    const every6 = IpNetwork.of('::/0');
    expect(every4.contains(IpAddress.of('::1'))).toBe(false);
    expect(every6.contains(IpAddress.of('0.0.0.1'))).toBe(false);
    expect(every4.covers(IpNetwork.of('::1/128'))).toBe(false);
    expect(every6.covers(IpNetwork.of('10.0.0.0/8'))).toBe(false);
    expect(every4.overlaps(every6)).toBe(false);
    expect(every6.overlaps(every4)).toBe(false);
  });

  test.each(['', 'lan', '10.10.0.0/33', '10.10.0.0/', '10.10.0/24', '10.10.0.0/24/24', 'fd00::/129'])(
    "fails with '%s', which is no network",
    (text) => {
      expect(failureOf(() => IpNetwork.of(text))).toContain(
        told('TALOS004', 'this is not a network in CIDR notation', `'${text}'`, 'network address and prefix length'),
      );
    },
  );

  test.each(['10.20.0.0', '10.20.0.7', 'fd00::7'])(
    'fails with %s, which has no prefix length, and suggests a network that holds it',
    (text) => {
      const message = failureOf(() => IpNetwork.of(text));
      const suggested = /allowed: .* such as '(.*)'/.exec(message)?.[1] ?? '';
      expect(message).toContain('TALOS004 this is not a network in CIDR notation');
      expect(IpNetwork.of(suggested).contains(IpAddress.of(text))).toBe(true);
    },
  );
});

test('fails when an IPv6 address has a zone', () => {
  expect(failureOf(() => IpAddress.of('fe80::1%eth0'))).toContain("given:   'fe80::1%eth0'");
});
