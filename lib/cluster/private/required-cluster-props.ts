import { IConstruct } from 'constructs';
import { ObjectKind, requireProps } from '../../terraform/required-props';
import { IMachinePool } from '../machine-pool';
import { TalosClusterProps } from '../talos-cluster-props';

const POOL: ObjectKind = {
  object: "a machine pool, such as new StaticMachinePool(this, 'Workers', { image, machines })",
  has: ['platform', 'machines', 'options'],
};
const PATCH: ObjectKind = {
  object: 'a patch: ConfigPatch.merge({ machine }), or those of ...ConfigPatch.yaml(text), which is a list',
  has: ['content', 'toYaml'],
};
const ADD_ON: ObjectKind = {
  object: "an add-on: an object with its 'name' and 'addTo', such as new AwsEcrCredentials({ … })",
  has: ['name', 'addTo'],
};
const MANIFEST: ObjectKind = {
  object: 'ClusterManifest.inline(name, text), or another of its makers',
  has: ['inlineManifest', 'url'],
};
const PATCHES = { listOf: PATCH };
const SETTINGS: ObjectKind = { object: 'an object of settings' };

/** Refuses props that a cluster cannot begin with, where no compiler has looked at them. */
export function requireClusterProps(scope: IConstruct, props: TalosClusterProps): void {
  requireProps(
    scope,
    props,
    {
      clusterName: 'text',
      kubernetesVersion: 'text',
      versionContract: { object: 'VersionContract.V1_13, or another of its constants', has: ['minorName'] },
      endpoint: {
        object: "an endpoint, such as ControlPlaneEndpoint.external('k8s.example.org')",
        has: ['host', 'bind'],
      },
      controlPlane: POOL,
    },
    {
      workerPools: { listOf: POOL },
      cni: { object: 'Cni.flannel(), Cni.cilium(chart), or another of its makers', has: ['replacesKubeProxy'] },
      profile: { object: 'ClusterProfile.hardened(), or another of its makers', has: ['settings', 'kubernetes'] },
      network: { object: "an object, such as { podCidrs: ['10.244.0.0/16'] }" },
      ingressFirewall: {
        object: 'IngressFirewall.on({ operators }), or IngressFirewall.off()',
        has: ['operators', 'rules'],
      },
      kubernetes: SETTINGS,
      manifests: { listOf: MANIFEST },
      addOns: { listOf: ADD_ON },
      settings: SETTINGS,
      controlPlaneSettings: SETTINGS,
      domain: 'text',
      apiServerCertSans: 'list',
      configPatches: PATCHES,
      controlPlaneConfigPatches: PATCHES,
      upgradeStrategy: { object: 'UpgradeStrategy.rolling(), or another of its makers', has: ['workerLanes', 'gate'] },
      secrets: { object: 'ClusterSecrets.inState(), or another of its makers', has: ['json'] },
      lock: { object: "DeploymentLock.file('locks/home.json')", has: ['deployed', 'accepted'] },
    },
  );
  for (const pool of [props.controlPlane, ...(props.workerPools ?? [])]) requirePatches(pool);
}

/** Platforms look at props of their own; the patches of a pool are the same on all of them. */
function requirePatches(pool: IMachinePool): void {
  const { configPatches } = pool.options;
  const machineConfigPatches = pool.options.machineConfigPatches ?? {};
  const given = Object.entries({
    configPatches,
    ...Object.fromEntries(
      Object.entries(machineConfigPatches).map(([name, patches]) => [`machineConfigPatches['${name}']`, patches]),
    ),
  }).filter(([, patches]) => patches !== undefined);
  requireProps(pool, Object.fromEntries(given), Object.fromEntries(given.map(([name]) => [name, PATCHES])));
}
