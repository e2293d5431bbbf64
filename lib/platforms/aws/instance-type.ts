import { Architecture } from '../../config/talos-platform';

/**
 * Families on the Xen hypervisor, which boot by BIOS alone.
 * Source: EC2 user guide, "Amazon EC2 instance types by hypervisor". T2 is named by Talos's documentation as well.
 */
const XEN_FAMILIES = new Set(
  'c1 c3 c4 cc2 cr1 d2 f1 g2 g3 g3s h1 hs1 i2 i3 m1 m2 m3 m4 p2 p3 r3 r4 t1 t2 x1 x1e'.split(' '),
);

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
