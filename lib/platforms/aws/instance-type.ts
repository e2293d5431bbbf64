import { didYouMean } from '../../config/nearest-name';
import { Architecture } from '../../config/talos-platform';

/**
 * Families on the Xen hypervisor, which boot by BIOS alone.
 * Source: EC2 user guide, "Amazon EC2 instance types by hypervisor". T2 is named by Talos's documentation as well.
 */
const XEN_FAMILIES = new Set(
  'c1 c3 c4 cc2 cr1 d2 f1 g2 g3 g3s h1 hs1 i2 i3 m1 m2 m3 m4 p2 p3 r3 r4 t1 t2 x1 x1e'.split(' '),
);

/**
 * Families on Nitro, as far as they are known: a list for slips of the pen, and not of what is allowed.
 * Source: EC2 user guide, "Amazon EC2 instance types by hypervisor".
 */
const NITRO_FAMILIES: readonly string[] = [
  'a1 t3 t3a t4g',
  'm5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd m6i m6id m6idn m6in m7a m7g m7gd m7i m7i-flex',
  'm8a m8azn m8g m8gb m8gd m8gn m8i m8i-flex m8ib m8id m8in',
  'c5 c5a c5ad c5d c5n c6a c6g c6gd c6gn c6i c6id c6in c7a c7g c7gd c7gn c7i c7i-flex',
  'c8a c8g c8gb c8gd c8gn c8i c8i-flex c8ib c8id c8in',
  'r5 r5a r5ad r5b r5d r5dn r5n r6a r6g r6gd r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz',
  'r8a r8g r8gb r8gd r8gn r8i r8i-flex r8ib r8id r8in',
  'x2gd x2idn x2iedn x2iezn x8aedz x8g x8i z1d',
  'u-3tb1 u-6tb1 u-9tb1 u-12tb1 u-18tb1 u-24tb1 u7i-6tb u7i-8tb u7i-12tb u7in-16tb u7in-24tb u7in-32tb u7inh-32tb',
  'd3 d3en i3en i4g i4i i7i i7ie i8g i8ge im4gn is4gen',
  'dl1 dl2q f2 g4ad g4dn g5 g5g g6 g6e g6f gr6 gr6f g7e inf1 inf2',
  'p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200 trn1 trn1n trn2 trn2u vt1',
  'hpc6a hpc6id hpc7a hpc7g hpc8a',
].flatMap((families) => families.split(' '));

const NAMED_SIZES = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', 'metal'];

/** The family of an instance type: what stands before the dot. */
function familyOf(instanceType: string): string | undefined {
  return /^([a-z]+[a-z0-9-]*)\.(?:[a-z0-9]+-?)+$/.exec(instanceType)?.[1];
}

/**
 * CPU architecture of an EC2 instance type, by its name; undefined where Talos does not run on it.
 *
 * After the generation's digit, a `g` stands for Graviton: `m7g`, `c8gn`, `im4gn`. `a1` was the first of them; `gb`
 * behind a dash is Nvidia's Grace. Everything else is Intel's or AMD's, less Apple's `mac`.
 */
export function architectureOf(instanceType: string): Architecture | undefined {
  const family = familyOf(instanceType);
  if (family === undefined || XEN_FAMILIES.has(family) || family.startsWith('mac')) return undefined;
  const [head = '', ...rest] = family.split('-');
  const graviton = head === 'a1' || /^[a-z]+\d+[a-z]*g/.test(head);
  const grace = rest.some((part) => part.startsWith('gb'));
  return graviton || grace ? 'arm64' : 'amd64';
}

/** What of an instance type is not known, and what may have been meant; undefined where it is all well known. */
export function unknownPartOf(
  instanceType: string,
): { readonly part: 'family' | 'size'; readonly hint: string } | undefined {
  const family = familyOf(instanceType);
  if (family === undefined) return undefined;
  const size = instanceType.slice(family.length + 1);
  if (!NITRO_FAMILIES.includes(family)) {
    return { part: 'family', hint: didYouMean(family, NITRO_FAMILIES) };
  }
  return NAMED_SIZES.includes(size) || /^\d+xlarge$|^metal-\d+xl$/.test(size)
    ? undefined
    : { part: 'size', hint: didYouMean(size, NAMED_SIZES) };
}
