import fc from '../../support/property';
import { ClusterNetwork, clusterNetworkPatches } from '../../../lib/config/cluster-network';
import type { ConfigPatch } from '../../../lib/config/config-patch';
import { Discovery } from '../../../lib/config/discovery';
import { KubeSpan } from '../../../lib/config/kubespan';
import { schemaFindings } from '../../../lib/config/schema-check';
import { NETWORK_SETTINGS } from '../../../lib/config/settings/network-settings';
import { REGISTRY_SETTINGS } from '../../../lib/config/settings/registry-settings';
import { SettingContext, SettingTable, given } from '../../../lib/config/settings/setting';
import { VersionContract } from '../../../lib/config/version-contract';
import {
  FULL_CLUSTER_NETWORK,
  FULL_NETWORK_SETTINGS_1_13,
  FULL_REGISTRY_SETTINGS,
} from '../../support/settings/network-and-registries';

const isKnown = (value: unknown): boolean => !String(value).includes('${TfToken[');

const contexts: fc.Arbitrary<SettingContext> = fc.record({
  contract: fc.constantFrom(VersionContract.V1_12, VersionContract.V1_13),
  machineType: fc.constantFrom('controlplane' as const, 'worker' as const),
});

/** Some of the options, and of those that are maps some of the entries. */
function someOf<Options extends object>(full: Options): fc.Arbitrary<Partial<Options>> {
  const options = Object.entries(full).map(([name, value]) => fc.tuple(fc.constant(name), partOf(value)));
  return fc
    .tuple(...options)
    .chain((all) => fc.subarray(all))
    .map((entries) => Object.fromEntries(entries) as Partial<Options>);
}

function partOf(value: unknown): fc.Arbitrary<unknown> {
  const isMap = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isMap
    ? fc.subarray(Object.entries(value), { minLength: 1 }).map((entries) => Object.fromEntries(entries) as unknown)
    : fc.constant(value);
}

const kubeSpan = fc
  .record(
    {
      advertiseKubernetesNetworks: fc.boolean(),
      allowDownPeerBypass: fc.boolean(),
      harvestExtraEndpoints: fc.boolean(),
      mtu: fc.integer({ min: 1280, max: 9000 }),
      endpointFilters: fc
        .subarray(['192.0.2.1', '!10.0.0.0/8', '::/0'])
        .filter(([first]) => first?.startsWith('!') !== true),
      excludeAdvertisedNetworks: fc.subarray(['10.60.0.0/16', 'fd00::/8']),
    },
    { requiredKeys: [] },
  )
  .map((options) => KubeSpan.enabled(options));

const networks: fc.Arbitrary<ClusterNetwork> = fc
  .tuple(
    someOf(FULL_CLUSTER_NETWORK),
    fc.record({ kubeSpan, discovery: fc.constantFrom(Discovery.service(), Discovery.off()) }, { requiredKeys: [] }),
  )
  .map(([some, more]) => ({ ...some, ...more }));

function patchesOf<Options extends object>(
  table: SettingTable<Options>,
  options: Options,
  context: SettingContext,
): ConfigPatch[] {
  return given(table, options).flatMap(({ setting, value }) => [...setting.patches(value, context)]);
}

function complaintsOf(patches: readonly ConfigPatch[], { contract }: SettingContext): string[] {
  return patches
    .flatMap((patch) => schemaFindings({ origin: 'the settings', patch }, { contract, isKnown }))
    .map(({ wrong }) => wrong);
}

test('any combination of the options of networks and registries gives documents of the contract', () => {
  fc.assert(
    fc.property(
      someOf(FULL_NETWORK_SETTINGS_1_13),
      someOf(FULL_REGISTRY_SETTINGS),
      networks,
      contexts,
      (network, registries, cluster, context) => {
        const patches = [
          ...patchesOf(NETWORK_SETTINGS, network, context),
          ...patchesOf(REGISTRY_SETTINGS, registries, context),
          ...clusterNetworkPatches(cluster, context),
        ];
        expect(complaintsOf(patches, context)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test('a worker never gets a field of the control plane', () => {
  fc.assert(
    fc.property(networks, fc.constantFrom(VersionContract.V1_12, VersionContract.V1_13), (network, contract) => {
      const fields = clusterNetworkPatches(network, { contract, machineType: 'worker' }).flatMap(({ content }) =>
        Object.keys((content as { readonly cluster?: object }).cluster ?? {}),
      );
      expect(fields.filter((field) => field !== 'network' && field !== 'discovery')).toEqual([]);
    }),
  );
});
