import { TerraformStack } from 'cdktf';
import { ClusterAddOn, Cni, ConfigPatch, ImageFactorySchematic, VersionContract } from '../../lib';
import { AwsInstancePool, AwsLoadBalancer, AwsNetwork, AwsNodeFirewall } from '../../lib/aws';
import { ProxmoxVmPool } from '../../lib/proxmox';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized } from '../support/synthesis';

/** What a program without a compiler may give. */
function clusterWith(props: Readonly<Record<string, unknown>>): string {
  return reportOf((app) => buildSmallCluster(app, { cluster: props }));
}

/** What a construct says to nothing at all. */
function withoutProps(construct: new (scope: TerraformStack, id: string, props: never) => unknown): string {
  return reportOf((app) => new construct(new TerraformStack(app, 'js'), 'Mine', undefined as never));
}

const needy: ClusterAddOn = { name: 'needy', addTo: () => ({}) };

test('props of the kinds that the compiler asks for are right', () => {
  expect(synthesized((app) => buildSmallCluster(app))).toHaveProperty('small');
});

test('a required prop that is missing is told with what belongs there', () => {
  expect(clusterWith({ versionContract: undefined })).toContain(
    [
      'TALOS484  small/Cluster',
      "  'versionContract' is missing",
      '    given:   undefined',
      '    allowed: VersionContract.V1_13, or another of its constants',
      '    do:      Give the prop.',
    ].join('\n'),
  );
});

test('a text in the place of an object is told with the makers of the object', () => {
  expect(clusterWith({ cni: 'cilium' })).toContain(
    [
      'TALOS485  small/Cluster',
      "  'cni' is of another kind",
      "    given:   'cilium'",
      '    allowed: Cni.flannel(), Cni.cilium(chart), or another of its makers',
    ].join('\n'),
  );
});

test.each([
  [{ workerPools: 'workers' }, "'workerPools' is of another kind\n    given:   'workers'\n    allowed: a list"],
  [{ workerPools: [undefined] }, "'workerPools[0]' is missing"],
  [{ kubernetesVersion: 1.36 }, "'kubernetesVersion' is of another kind\n    given:   1.36\n    allowed: a text"],
  [{ settings: [] }, "'settings' is of another kind\n    given:   a list of 0\n    allowed: an object of settings"],
  [{ domain: {} }, "'domain' is of another kind\n    given:   an empty object\n    allowed: a text between quotes"],
  [{ endpoint: null }, "'endpoint' is missing\n    given:   null"],
  [{ cni: {} }, "'cni' is of another kind\n    given:   an empty object\n    allowed: Cni.flannel()"],
  [
    { cni: VersionContract.V1_13 },
    "'cni' is of another kind\n    given:   a value of the class VersionContract\n    allowed: Cni.flannel()",
  ],
  [{ profile: Cni.flannel() }, "'profile' is of another kind\n    given:   a value of the class Cni"],
  [
    { addOns: needy },
    "'addOns' is of another kind\n    given:   an object with 'name', 'addTo'\n    allowed: a list in which each is an add-on",
  ],
  [
    { addOns: [undefined] },
    "'addOns[0]' is missing\n    given:   undefined\n    allowed: an add-on: an object with its",
  ],
  [{ addOns: [needy, 'needy'] }, "'addOns[1]' is of another kind\n    given:   'needy'"],
  [
    { configPatches: [{ machine: {} }] },
    "'configPatches[0]' is of another kind\n    given:   an object with 'machine'\n    allowed: a patch: ConfigPatch.merge",
  ],
  [
    { controlPlaneConfigPatches: [ConfigPatch.yaml('machine: {}\n')] },
    "'controlPlaneConfigPatches[0]' is of another kind\n    given:   a list of 1\n    allowed: a patch: ConfigPatch.merge({ machine }), or those of ...ConfigPatch.yaml(text)",
  ],
  [
    { manifests: ['a.yaml'] },
    "'manifests[0]' is of another kind\n    given:   'a.yaml'\n    allowed: ClusterManifest.inline",
  ],
])('a cluster with %j is told of it, and not by an error of the framework', (props, text) => {
  expect(clusterWith(props)).toContain(text);
});

test.each([
  [{ configPatches: [{ machine: {} }] }, "'configPatches[0]' is of another kind"],
  [{ machineConfigPatches: { 'worker-0': [{}] } }, "'machineConfigPatches['worker-0'][0]' is of another kind"],
  [{ machineConfigPatches: { 'worker-0': ConfigPatch.merge({ machine: {} }) } }, 'a value of the class ConfigPatch'],
])('a pool with %j is told of it by its path', (worker: object, text) => {
  const report = reportOf((app) => buildSmallCluster(app, { worker }));
  expect(report).toContain('TALOS485  small/Worker\n');
  expect(report).toContain(text);
});

test('all wrong props of a construct are told at once', () => {
  expect(clusterWith({ cni: 'cilium', versionContract: undefined, lock: 'lock.json' })).toContain('3 mistakes');
});

test.each([
  [ImageFactorySchematic, ["'talosVersion' is missing"]],
  [ProxmoxVmPool, ["'image' is missing", "'machines' is missing", "'network' is missing"]],
  [AwsNetwork, ["'region' is missing", "'availabilityZones' is missing"]],
  [AwsNodeFirewall, ["'network' is missing"]],
  [AwsLoadBalancer, ["'firewall' is missing", "'operators' is missing"]],
  [AwsInstancePool, ["'securityGroup' is missing", "'instanceType' is missing"]],
])('%p without props tells what it needs', (construct, texts) => {
  const report = withoutProps(construct);
  for (const text of texts) expect(report).toContain(text);
});
