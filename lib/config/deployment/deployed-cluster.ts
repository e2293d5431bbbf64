import { quote } from '../../checks/check';
import { LOCK_FORM } from '../../checks/lock-checks';
import { KubernetesVersion } from '../kubernetes-version';
import type { MachineType } from '../machine-config';
import { TalosVersion } from '../talos-version';

/** A machine as it was deployed. */
export interface DeployedMachine {
  /** Whether it is a control plane machine or a worker. */
  readonly role: MachineType;
  /** Talos release, such as `v1.13.9`. */
  readonly talosVersion: string;
  /** The Image Factory's id of the schematic. */
  readonly schematic: string;
  /** What its server is, where another value of it destroys, stops or cuts off the machine. */
  readonly server?: Readonly<Record<string, string>>;
  /** Checksum of all that is said about the machine; it holds nothing of a secret's value. */
  readonly configuration: string;
}

/** A cluster as it was deployed: what a lock file holds. */
export interface DeployedCluster {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Kubernetes release, such as `v1.36.3`. */
  readonly kubernetesVersion: string;
  /** Version contract, such as `v1.13`. */
  readonly versionContract: string;
  /** How pods get their network: `flannel`, `none`, or the name of what is installed. */
  readonly podNetwork: string;
  /** Version of the pod network's chart that was installed, where one is rendered. */
  readonly podNetworkVersion?: string;
  /** Networks of the pods. */
  readonly podCidrs: readonly string[];
  /** Networks of the services. */
  readonly serviceCidrs: readonly string[];
  /** Domain of the services. */
  readonly dnsDomain: string;
  /** The machines by name, control planes first. */
  readonly machines: Readonly<Record<string, DeployedMachine>>;
}

/** How many control plane machines were deployed. */
export function deployedControlPlanes({ machines }: DeployedCluster): number {
  return Object.values(machines).filter(({ role }) => role === 'controlplane').length;
}

/** What stands at the head of a lock file, for whoever opens it. */
const NOTE = 'What was last deployed. Written by `cdktf-talos lock`; commit it, and do not edit it.';

/** The text of a lock file: equal clusters give equal texts. */
export function lockText(cluster: DeployedCluster): string {
  return `${JSON.stringify({ '//': NOTE, ...cluster }, undefined, 2)}\n`;
}

/**
 * The cluster that a lock file is about.
 * @throws ConfigError TALOS410 when it is no lock file
 */
export function parseLock(text: string, file: string): DeployedCluster {
  const refuse = (wrong: string): Error =>
    LOCK_FORM.configError({ wrong, given: quote(file), allowed: 'a file that `cdktf-talos lock` has written' });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw refuse(`the lock file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isDeployedCluster(content)) throw refuse('the lock file does not say versions and machines');
  return content;
}

function isDeployedCluster(content: unknown): content is DeployedCluster {
  if (!isRecord(content) || !isRecord(content.machines)) return false;
  return (
    [content.clusterName, content.podNetwork, content.dnsDomain].every(isText) &&
    /^v1\.\d+$/.test(String(content.versionContract)) &&
    [content.podCidrs, content.serviceCidrs].every((each) => Array.isArray(each) && each.every(isText)) &&
    reads(() => KubernetesVersion.of(String(content.kubernetesVersion))) &&
    Object.values(content.machines).every(
      (machine) =>
        isRecord(machine) &&
        (machine.role === 'controlplane' || machine.role === 'worker') &&
        typeof machine.schematic === 'string' &&
        typeof machine.configuration === 'string' &&
        (machine.server === undefined || (isRecord(machine.server) && Object.values(machine.server).every(isText))) &&
        reads(() => TalosVersion.of(String(machine.talosVersion))),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function reads(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
