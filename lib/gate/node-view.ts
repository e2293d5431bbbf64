/** A service of Talos. */
export interface Service {
  /** Name, such as `etcd`. */
  readonly id: string;
  /** `Running`, or what it is doing before that. */
  readonly state: string;
  /** Whether its health check passed. */
  readonly isHealthy: boolean;
  /** Whether it has no health check, or none yet. */
  readonly healthIsUnknown: boolean;
  /** What its health check said last. */
  readonly message: string;
}

/** What a machine says about itself as a whole. */
export interface MachineStatus {
  /** `running`, or what it is doing instead; readiness is looked at by Talos while booting and running alone. */
  readonly stage: string;
  /** Whether time, network, services, static pods and the Kubernetes node are as they should be. */
  readonly isReady: boolean;
  /** What is missing for that, in Talos's words. */
  readonly unmet: readonly string[];
}

/** A member of etcd. */
export interface EtcdMember {
  /** Its number, as `talosctl etcd members` shows it. */
  readonly id: string;
  /** Host name of its machine. */
  readonly hostname: string;
  /** Where the other members find it. */
  readonly peerUrls: readonly string[];
  /** Whether it still learns, and has no vote. */
  readonly isLearner: boolean;
}

/** What could be seen of a machine at one moment. */
export type NodeView =
  | {
      readonly answers: false;
      /** Why not. */
      readonly reason: string;
    }
  | {
      readonly answers: true;
      /** Its services. */
      readonly services: readonly Service[];
      /** Its status; undefined where this Talos cannot be asked for it. */
      readonly status: MachineStatus | undefined;
      /** The members of etcd as it knows them; undefined where etcd does not answer, or the machine has none. */
      readonly members: readonly EtcdMember[] | undefined;
    };

/** What keeps a machine from being whole, or undefined when it is. */
export function notWhole(view: NodeView): string | undefined {
  if (!view.answers) return `it does not answer: ${view.reason}`;
  const { status } = view;
  if (status === undefined) return notRunning(view.services, 'kubelet');
  if (status.stage !== 'running') return `its stage is '${status.stage}'`;
  return status.isReady ? undefined : `it is not ready: ${status.unmet.join('; ')}`;
}

/** What keeps a machine's etcd from serving, or undefined when it serves. */
export function notServingEtcd(view: NodeView): string | undefined {
  if (!view.answers) return `it does not answer: ${view.reason}`;
  if (view.status !== undefined && view.status.stage !== 'running') return `its stage is '${view.status.stage}'`;
  return notRunning(view.services, 'etcd');
}

/** Whether a machine answers, is booting, and its etcd was not started: it was neither bootstrapped nor has it joined. */
export function hasNoEtcdYet(view: NodeView): boolean {
  return (
    view.answers &&
    (view.status === undefined || view.status.stage === 'booting') &&
    serviceOf(view.services, 'etcd')?.state !== 'Running' &&
    view.members === undefined
  );
}

function notRunning(services: readonly Service[], id: string): string | undefined {
  const service = serviceOf(services, id);
  if (service?.state !== 'Running') return `the service '${id}' is '${service?.state ?? 'absent'}'`;
  // etcd and kubelet have a health check; before its first run the health is unknown.
  return service.isHealthy && !service.healthIsUnknown
    ? undefined
    : `the service '${id}' is not healthy: ${service.message}`;
}

function serviceOf(services: readonly Service[], id: string): Service | undefined {
  return services.find((service) => service.id === id);
}
