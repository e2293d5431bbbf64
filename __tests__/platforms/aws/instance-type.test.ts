import { architectureOf, unknownPartOf } from '../../../lib/platforms/aws/instance-type';

test.each([
  'm7g.large',
  'c8gn.xlarge',
  't4g.medium',
  'x2gd.metal',
  'im4gn.large',
  'is4gen.medium',
  'g5g.xlarge',
  'hpc7g.4xlarge',
  'a1.large',
  'r8gd.24xlarge',
  'p6e-gb200.36xlarge',
])('%s is an ARM type', (instanceType) => {
  expect(architectureOf(instanceType)).toBe('arm64');
});

test.each([
  'm7i.large',
  'm7i-flex.large',
  'c7a.metal-48xl',
  't3.medium',
  't3a.small',
  'g4dn.xlarge',
  'g6.xlarge',
  'gr6.4xlarge',
  'p5en.48xlarge',
  'i4i.large',
  'i3en.large',
  'p3dn.24xlarge',
  'u7i-12tb.224xlarge',
  'u-6tb1.112xlarge',
  'inf2.xlarge',
  'z1d.large',
])('%s is an x86 type', (instanceType) => {
  expect(architectureOf(instanceType)).toBe('amd64');
});

test.each(['t2.medium', 'm4.large', 'i3.large', 'mac2.metal'])('Talos does not run on %s', (instanceType) => {
  expect(architectureOf(instanceType)).toBeUndefined();
});

test.each(['m7i', 'large', 'm7i.', '', 'M7I.large', 'm7i large'])('%p is no instance type', (instanceType) => {
  expect(architectureOf(instanceType)).toBeUndefined();
});

test.each(['m7i.large', 'm7i-flex.xlarge', 'c7a.metal-48xl', 'u7i-12tb.224xlarge', 'p6-b200.48xlarge', 't4g.nano'])(
  '%s is well known',
  (instanceType) => {
    expect(unknownPartOf(instanceType)).toBeUndefined();
  },
);

test.each([
  ['m7l.large', 'family', "; did you mean 'm7a' or 'm7g' or 'm7i'?"],
  ['m7i.lagre', 'size', "; did you mean 'large'?"],
  ['zz99xyzzy.large', 'family', ''],
])('%s is not known by its %s', (instanceType, part, hint) => {
  expect(unknownPartOf(instanceType)).toEqual({ part, hint });
});
