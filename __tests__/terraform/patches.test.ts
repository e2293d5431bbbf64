import { Lazy, TerraformStack, TerraformVariable } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { ConfigPatch, VersionContract } from '../../lib';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig } from './support/workspace';

/** Values that YAML 1.2 reads otherwise than Talos does. */
const TEXT = `
machine:
  nodeLabels:
    version: 1.10
    hexadecimal: 0x10
    old: "yes"
  certSANs: [kept.example.org]
  files:
    - path: /var/script
      op: create
      permissions: 0640
      content: |
        echo one
        echo two
---
machine:
  acceptedCAs:
    - crt: ""
  nodeLabels:
    old:
      $patch: delete
---
apiVersion: v1alpha1
kind: ResolverConfig
searchDomains:
  domains: [example.org]
`;

/** The same things said in TypeScript. */
const TYPED = [
  ConfigPatch.merge({ machine: { nodeLabels: { later: 'a' }, sysctls: { 'vm.swappiness': '1' }, env: undefined } }),
  ConfigPatch.merge({
    machine: { nodeLabels: { later: { $patch: 'delete' } }, sysctls: { $patch: 'delete' }, acceptedCAs: [{ crt: '' }] },
  }),
  ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'WatchdogTimerConfig', device: '/dev/watchdog0' }),
  ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'WatchdogTimerConfig', $patch: 'delete' }),
];

type Document = Record<string, unknown> & { readonly machine?: Record<string, unknown> };

describe.each([VersionContract.V1_12, VersionContract.V1_13])('with contract %s, patches', (versionContract) => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('reach the machine as Talos reads their text, without a warning', () => {
    workspace.synthesize((app) =>
      buildSmallCluster(app, { cluster: { versionContract, configPatches: [...ConfigPatch.yaml(TEXT), ...TYPED] } }),
    );
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    workspace.apply();
    const found = workspace
      .state()
      .find(({ type, address }) => type === 'talos_machine_configuration' && address.includes('worker-0'));
    const documents = parseAllDocuments(found?.values.machine_configuration as string).map(
      (document) => document.toJS() as Document,
    );
    const machine = documents.find((document) => document.machine !== undefined)?.machine;
    expect(machine?.nodeLabels).toMatchObject({ version: '1.10', hexadecimal: '0x10' });
    expect(Object.keys(machine?.nodeLabels as object)).not.toContain('old');
    expect(Object.keys(machine?.nodeLabels as object)).not.toContain('later');
    expect(machine?.sysctls).toBeUndefined();
    expect(machine?.acceptedCAs).toHaveLength(2);
    expect(machine?.files).toEqual([expect.objectContaining({ permissions: 0o640, content: 'echo one\necho two\n' })]);
    expect(documents.find(({ kind }) => kind === 'ResolverConfig')).toMatchObject({
      searchDomains: { domains: ['example.org'] },
    });
    expect(documents.map(({ kind }) => kind)).not.toContain('WatchdogTimerConfig');
  });
});

describe('a reference in a patch', () => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('may be any text, or a whole list, and reaches the machine as it is', () => {
    const names = ['a.example.org', 'b.example.org'];
    const text = 'say: "x" \'y\'\n  ${HOME} %{ if } \\ é: {}\n';
    workspace.synthesize((app) => {
      const cluster = buildSmallCluster(app, {
        cluster: {
          configPatches: [
            ConfigPatch.merge({
              machine: {
                sysfs: { a: Lazy.stringValue({ produce: () => reference }) },
                certSANs: Lazy.listValue({ produce: () => list.listValue }),
              },
            }),
          ],
        },
      });
      const list = new TerraformVariable(TerraformStack.of(cluster), 'names', {
        type: 'list(string)',
        default: names,
      });
      const variable = new TerraformVariable(TerraformStack.of(cluster), 'given', {
        type: 'string',
        default: text,
      });
      const reference = variable.stringValue;
    });
    workspace.init();
    workspace.apply();
    const found = workspace
      .state()
      .find(({ type, address }) => type === 'talos_machine_configuration' && address.includes('worker-0'));
    const [document] = parseAllDocuments(found?.values.machine_configuration as string);
    expect(document?.getIn(['machine', 'sysfs', 'a'])).toBe(text);
    expect(document?.toJS()).toMatchObject({ machine: { certSANs: expect.arrayContaining(names) as string[] } });
  });
});
