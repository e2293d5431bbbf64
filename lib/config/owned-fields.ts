import { Finding, quote } from '../checks/check';
import { CONTROL_PLANE_FIELD, DISK_WIPED, FIELD_OWNED, HOST_NAME_SHARED } from '../checks/value-checks';
import type { OriginalPatch } from './machine-config';
import { IsKnown, fieldsOf, placeInWords, placesOf, writtenPath } from './patch-places';
import { asBoolean } from './yaml-value';

/** Which machines a patch of a user goes to. */
export interface PatchReach {
  /** Which values can be looked at: references cannot. */
  readonly isKnown: IsKnown;
  /** Whether workers get it. */
  readonly workers: boolean;
  /** Whether it was written for one machine by its name. */
  readonly oneMachine: boolean;
  /**
   * Whether the platform names every machine that gets it.
   * @default false: the library does
   */
  readonly namedByPlatform?: boolean;
}

/** What decides a field in the place of a patch. */
interface Owner {
  /** What to use, in words. */
  readonly instead: string;
  /** What to do. */
  readonly fix: string;
}

const KEYS: Owner = {
  instead: 'the keys that Terraform makes for the cluster, or those of ClusterSecrets.external(…)',
  fix: "Leave it out. Keys of a cluster that exists already are imported, see 'Adopting' in docs/day-2.md.",
};

const KUBERNETES_VERSION: Owner = {
  instead: "'kubernetesVersion' of the cluster, and mirrors for images of another registry",
  fix: "Leave it out: an image here goes past the ordered upgrade. Raise 'kubernetesVersion', and use registryMirrors.",
};

/** Where host names come from. */
const NAMES = 'the names that the pool gives its machines, or those of the platform';

function props(name: string): Owner {
  return { instead: `${quote(name)} of the cluster`, fix: `Leave it out, and set ${quote(name)}.` };
}

/**
 * Fields that the library or Terraform decides, by their path: a patch of them would contradict what the rest is made
 * from, and the provider or the node would take either of the two.
 */
export const OWNED_FIELDS: Readonly<Record<string, Owner>> = {
  'machine.type': {
    instead: "the pool's place in the cluster: 'controlPlane' or 'workerPools'",
    fix: 'Leave it out, and put the machine into the pool of the other kind.',
  },
  'machine.token': KEYS,
  'machine.ca': KEYS,
  'machine.install.image': {
    instead: "'talosVersion' and 'systemExtensions' of the pool's image",
    fix: "Leave it out: the machine would run another Talos than the pool's image says. Change the image.",
  },
  'machine.kubelet.image': KUBERNETES_VERSION,
  'cluster.id': KEYS,
  'cluster.secret': KEYS,
  'cluster.token': KEYS,
  'cluster.ca': KEYS,
  'cluster.aggregatorCA': KEYS,
  'cluster.serviceAccount': KEYS,
  'cluster.etcd.ca': KEYS,
  'cluster.aescbcEncryptionSecret': KEYS,
  'cluster.secretboxEncryptionSecret': KEYS,
  'cluster.clusterName': props('clusterName'),
  'cluster.controlPlane.endpoint': props('endpoint'),
  'cluster.apiServer.image': KUBERNETES_VERSION,
  'cluster.controllerManager.image': KUBERNETES_VERSION,
  'cluster.scheduler.image': KUBERNETES_VERSION,
  'cluster.proxy.image': KUBERNETES_VERSION,
};

/**
 * Fields that mean something to control planes alone. Talos's own validation refuses etcd and the Talos API for pods on
 * a worker; the others would be carried there for nothing, keys of etcd's encryption and manifests among them.
 */
export const CONTROL_PLANE_FIELDS: readonly string[] = [
  'machine.controlPlane',
  'machine.features.kubernetesTalosAPIAccess',
  'cluster.adminKubeconfig',
  'cluster.allowSchedulingOnControlPlanes',
  'cluster.apiServer',
  'cluster.controllerManager',
  'cluster.coreDNS',
  'cluster.etcd',
  'cluster.extraManifestHeaders',
  'cluster.extraManifests',
  'cluster.inlineManifests',
  'cluster.proxy',
  'cluster.scheduler',
];

/** Document kinds of control planes alone: the address of the Kubernetes API moves between them. */
export const CONTROL_PLANE_KINDS: readonly string[] = ['HCloudVIPConfig', 'Layer2VIPConfig'];

/** What a user's patch takes over though something else decides it, or sends where it does not belong: TALOS021 to TALOS024. */
export function ownedFindings(patch: OriginalPatch, reach: PatchReach): Finding[] {
  const { kind } = patch.patch.content;
  if (kind !== undefined) return kindFindings(patch, reach);
  return [...fieldFindings(patch, reach), ...wipeFindings(patch, reach), ...workerFindings(patch, reach)];
}

function kindFindings(patch: OriginalPatch, reach: PatchReach): Finding[] {
  const { kind } = patch.patch.content;
  if (typeof kind !== 'string') return [];
  if (kind === 'HostnameConfig') return hostNameFindings(patch, reach);
  const given = placeInWords(patch, ['kind']);
  return reach.workers && CONTROL_PLANE_KINDS.includes(kind)
    ? [
        CONTROL_PLANE_FIELD.finding({
          wrong: `documents of the kind ${quote(kind)} belong to control planes, and this patch reaches workers`,
          given,
          allowed: "'controlPlaneConfigPatches' of the cluster",
          fix: 'Use ControlPlaneEndpoint.virtualIp, or move the document to controlPlaneConfigPatches.',
        }),
      ]
    : [];
}

/** A host name for more than one machine, and what Talos refuses beside the name that a machine has. */
function hostNameFindings(patch: OriginalPatch, { isKnown, oneMachine, namedByPlatform }: PatchReach): Finding[] {
  const { $patch, hostname, auto } = patch.patch.content;
  const isTakenAway = $patch === 'delete' || fieldsOf(hostname, isKnown)?.$patch === 'delete';
  if (isTakenAway && (oneMachine || namedByPlatform === true)) return [];
  if (isTakenAway) {
    return [
      FIELD_OWNED.finding({
        wrong: 'this patch takes away the host names of machines',
        given: placeInWords(patch, [$patch === 'delete' ? 'kind' : 'hostname']),
        allowed: NAMES,
        fix: 'Leave it out.',
      }),
    ];
  }
  return [
    ...(hostname !== undefined && !oneMachine
      ? [
          HOST_NAME_SHARED.finding({
            wrong:
              'a host name belongs to one machine, and this patch goes to every machine, those added later as well',
            given: placeInWords(patch, ['hostname']),
            allowed: "'machineConfigPatches' of the pool, or the names that the pool gives its machines",
          }),
        ]
      : []),
    ...(auto === 'stable' && (hostname !== undefined || namedByPlatform !== true)
      ? [
          FIELD_OWNED.finding({
            wrong: 'Talos refuses an automatic host name beside the name that the machine has',
            given: placeInWords(patch, ['auto']),
            allowed: NAMES,
            fix: 'Leave it out: where the platform names the machines, Talos does so by itself.',
          }),
        ]
      : []),
  ];
}

function fieldFindings(patch: OriginalPatch, { isKnown }: PatchReach): Finding[] {
  return Object.entries(OWNED_FIELDS).flatMap(([field, { instead, fix }]) =>
    placesOf(patch.patch.content, field, isKnown).map(({ path }) =>
      FIELD_OWNED.finding({
        wrong: `${quote(writtenPath(path))} is not for patches to say`,
        given: placeInWords(patch, path),
        allowed: instead,
        fix,
      }),
    ),
  );
}

function wipeFindings(patch: OriginalPatch, { isKnown, oneMachine }: PatchReach): Finding[] {
  if (oneMachine) return [];
  return placesOf(patch.patch.content, 'machine.install.wipe', isKnown)
    .filter(({ value }) => asBoolean(value) === true)
    .map(({ path, value }) =>
      DISK_WIPED.finding({
        wrong: 'this patch wipes the install disk of every machine that Talos is installed on with it',
        given: `${String(value)} for ${placeInWords(patch, path)}`,
        allowed: "'machineConfigPatches' of the pool, for one machine at a time",
      }),
    );
}

function workerFindings(patch: OriginalPatch, { isKnown, workers }: PatchReach): Finding[] {
  if (!workers) return [];
  return CONTROL_PLANE_FIELDS.flatMap((field) => placesOf(patch.patch.content, field, isKnown))
    .filter(({ path, value }) => !isOwnedAlone(path, value, isKnown))
    .map(({ path }) =>
      CONTROL_PLANE_FIELD.finding({
        wrong: `${quote(writtenPath(path))} belongs to control planes, and this patch reaches workers`,
        given: placeInWords(patch, path),
        allowed: "'controlPlaneConfigPatches' of the cluster",
      }),
    );
}

/** Whether nothing is left of a field once what patches may not say is gone: that was told already. */
function isOwnedAlone(path: readonly (string | number)[], value: unknown, isKnown: IsKnown): boolean {
  if (typeof value !== 'object' || value === null || !isKnown(value)) return false;
  const fields = Object.keys(value);
  return fields.length > 0 && fields.every((field) => Object.hasOwn(OWNED_FIELDS, [...path, field].join('.')));
}
