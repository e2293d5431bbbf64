import { Finding, quote } from '../../../checks/check';
import { HOST_PATH_FORM } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';

/** A file or folder of a control plane machine in the container of a component. */
export interface ComponentVolume {
  /** Path on the machine. */
  readonly hostPath: string;
  /** Path in the container. */
  readonly mountPath: string;
  /**
   * Whether the component may not write to it.
   * @default true
   */
  readonly readOnly?: boolean;
}

/** The volumes of the API server as configuration. */
export function apiServerVolumePatches(volumes: readonly ComponentVolume[]): ConfigPatch[] {
  if (volumes.length === 0) return [];
  const extraVolumes = volumes.map(({ hostPath, mountPath, readOnly = true }) => ({
    hostPath,
    mountPath,
    readonly: readOnly,
  }));
  return [ConfigPatch.merge({ cluster: { apiServer: { extraVolumes } } })];
}

/** What comes of volumes and narrower ones: what is mounted at one path is the narrower one's. */
export function mergedVolumes(
  wide: readonly ComponentVolume[],
  narrow: readonly ComponentVolume[],
): readonly ComponentVolume[] {
  const said = new Set(narrow.map(({ mountPath }) => mountPath));
  return [...wide.filter(({ mountPath }) => !said.has(mountPath)), ...narrow];
}

/** What is wrong with the paths of volumes. */
export function volumeFindings(volumes: readonly ComponentVolume[], isKnown: (value: unknown) => boolean): Finding[] {
  return volumes
    .flatMap(({ hostPath, mountPath }) => [hostPath, mountPath])
    .filter((path) => isKnown(path) && !path.startsWith('/'))
    .map((path) =>
      HOST_PATH_FORM.finding({
        wrong: 'a volume of the API server is named by whole paths',
        given: quote(path),
        allowed: "a path that begins with a slash, such as '/var/lib/oidc'",
      }),
    );
}
