import {
  annotationFindings,
  isLabelValue,
  isQualifiedName,
  isReservedForControlPlane,
  labelFindings,
} from '../../lib/config/node-labels';

const ANY = { worker: false, isKnown: () => true };
const WORKER = { ...ANY, worker: true };

describe('isQualifiedName', () => {
  test.each([
    'role',
    'a',
    'example.org/gpu',
    'example.org/GPU_model.v2',
    `x/${'a'.repeat(63)}`,
    `${'a.'.repeat(126)}a/b`,
  ])('takes %s', (key) => {
    expect(isQualifiedName(key)).toBe(true);
  });

  test.each([
    '',
    '/',
    'a/',
    '/a',
    'a/b/c',
    '-a',
    'a-',
    'a b',
    'Example.org/gpu',
    'example..org/gpu',
    'exa_mple.org/gpu',
    'a'.repeat(64),
    `${'a.'.repeat(127)}a/b`,
  ])("does not take '%s'", (key) => {
    expect(isQualifiedName(key)).toBe(false);
  });
});

describe('isLabelValue', () => {
  test.each(['', 'a', '1', 'eu-central-1a', 'A_b.c', 'a'.repeat(63)])("takes '%s'", (value) => {
    expect(isLabelValue(value)).toBe(true);
  });

  test.each([' ', 'a b', 'a/b', '-', 'a:', '.a', 'a'.repeat(64), 'a\n'])("does not take '%s'", (value) => {
    expect(isLabelValue(value)).toBe(false);
  });
});

describe('isReservedForControlPlane', () => {
  // What NodeRestriction lets a kubelet set on its own node, and what it does not.
  test.each([
    'role',
    'example.org/role',
    'mykubernetes.io/role',
    'kubernetes.io.example.org/role',
    'kubernetes.io/hostname',
    'kubernetes.io/arch',
    'kubernetes.io/os',
    'topology.kubernetes.io/zone',
    'topology.kubernetes.io/region',
    'failure-domain.beta.kubernetes.io/zone',
    'node.kubernetes.io/instance-type',
    'node.kubernetes.io/anything',
    'gpu.node.kubernetes.io/model',
    'kubelet.kubernetes.io/anything',
    'rack.kubelet.kubernetes.io/row',
  ])('a kubelet may set %s', (key) => {
    expect(isReservedForControlPlane(key)).toBe(false);
  });

  test.each([
    'kubernetes.io/role',
    'kubernetes.io/anything',
    'k8s.io/role',
    'team.k8s.io/role',
    'node-role.kubernetes.io/worker',
    'node-role.kubernetes.io/control-plane',
    'topology.kubernetes.io/rack',
    'storage.kubernetes.io/class',
    'mynode.kubernetes.io/role',
    'node-restriction.kubernetes.io/fips',
    'example.com.node-restriction.kubernetes.io/fips',
  ])('a kubelet may not set %s', (key) => {
    expect(isReservedForControlPlane(key)).toBe(true);
  });
});

describe('labelFindings', () => {
  test('labels that Kubernetes takes are no mistake', () => {
    expect(
      labelFindings({ role: 'db', 'topology.kubernetes.io/zone': 'pve1', 'example.org/empty': '' }, WORKER),
    ).toEqual([]);
  });

  test('a control plane machine may have a label that a worker may not give itself', () => {
    expect(labelFindings({ 'node-role.kubernetes.io/infra': '' }, ANY)).toEqual([]);
  });

  test('a value that is known after apply is not looked at', () => {
    const later = { worker: true, isKnown: (value: string) => !value.startsWith('${') };
    expect(labelFindings({ zone: '${TfToken[1]}' }, later)).toEqual([]);
  });

  test('fails with every label that is wrong, and tells key and value', () => {
    const findings = labelFindings({ 'bad key': 'x', role: 'data base', 'example.org/fine': 'yes' }, ANY);
    expect(findings.map(({ code, wrong, given }) => [code, wrong, given])).toEqual([
      ['TALOS007', "the node label 'bad key' is not one that Kubernetes takes", 'bad key: x'],
      ['TALOS007', "the node label 'role' is not one that Kubernetes takes", 'role: data base'],
    ]);
    expect(findings.map(({ allowed }) => allowed)).toEqual([
      expect.stringContaining('63 characters each'),
      expect.stringContaining('63 characters each'),
    ]);
  });

  test('fails with a bad key whose value is known after apply, without telling the value', () => {
    const [finding] = labelFindings({ 'bad key': '${TfToken[1]}' }, { worker: false, isKnown: () => false });
    expect(finding).toMatchObject({ code: 'TALOS007', given: 'bad key: (known after apply)' });
  });

  test('fails with a reserved label on a worker', () => {
    expect(labelFindings({ 'node-role.kubernetes.io/worker': '' }, WORKER)).toMatchObject([
      {
        code: 'TALOS008',
        wrong: "a worker may not give itself the label 'node-role.kubernetes.io/worker'",
        given: 'node-role.kubernetes.io/worker: ',
        allowed: expect.stringMatching(
          /without a kubernetes.io or k8s.io prefix.*topology.kubernetes.io\/zone/,
        ) as string,
      },
    ]);
  });
});

describe('annotationFindings', () => {
  test('an annotation may have any value', () => {
    expect(annotationFindings({ 'example.org/note': 'any text, with: signs\n' })).toEqual([]);
  });

  test('fails with a key that is no qualified name', () => {
    expect(annotationFindings({ 'example.org/a/b': '' })).toMatchObject([
      {
        code: 'TALOS014',
        wrong: "the node annotation 'example.org/a/b' is not one that Kubernetes takes",
        given: "'example.org/a/b'",
        allowed: expect.stringContaining("an optional DNS prefix before '/'") as string,
      },
    ]);
  });
});
