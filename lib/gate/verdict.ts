import { EtcdMember, NodeView, hasNoEtcdYet, notServingEtcd, notWhole } from './node-view';
import { GateMachine, GateSettings } from './settings';

/** What was seen at one moment: of the machine, and of every control plane machine where it is one itself. */
export interface Sight {
  /** The machine that was changed. */
  readonly machine: NodeView;
  /** The control plane machines, in the order of the settings; empty for a worker. */
  readonly controlPlanes: readonly NodeView[];
}

/** Whether the next machine may be changed. */
export type Verdict =
  | { readonly kind: 'whole' }
  /** The cluster was never bootstrapped: its control plane machines wait for one another. */
  | { readonly kind: 'not bootstrapped' }
  | {
      readonly kind: 'wait';
      /** What is missing. */
      readonly reason: string;
    };

/** Whether a machine that is created, and not changed, needs no look at all. */
export function passesUnseen(settings: GateSettings): boolean {
  // A new worker takes nothing away. A new control plane machine does where etcd runs: until it has joined, the
  // others are one fewer than they were.
  return settings.isControlPlane ? settings.clusterIsNew : settings.machineIsNew;
}

/** Judges what was seen. */
export function judge(settings: GateSettings, sight: Sight): Verdict {
  if (!settings.isControlPlane) return waiting(notWhole(sight.machine));
  if (isNotBootstrapped(settings, sight)) return { kind: 'not bootstrapped' };
  return waiting(
    notServingEtcd(sight.machine) ?? notWhole(sight.machine) ?? notMember(settings, sight) ?? notSafe(settings, sight),
  );
}

function waiting(reason: string | undefined): Verdict {
  return reason === undefined ? { kind: 'whole' } : { kind: 'wait', reason };
}

/** The machine and all ahead of it answer, and nowhere does etcd run. */
function isNotBootstrapped({ machine, controlPlanes }: GateSettings, sight: Sight): boolean {
  const ahead = controlPlanes.findIndex((each) => each.node === machine.node);
  return (
    hasNoEtcdYet(sight.machine) &&
    sight.controlPlanes.slice(0, Math.max(ahead, 0)).every(hasNoEtcdYet) &&
    sight.controlPlanes.every((view) => !view.answers || hasNoEtcdYet(view))
  );
}

function notMember({ machine }: GateSettings, sight: Sight): string | undefined {
  const own = membersIn(sight).find((member) => isOf(member, machine));
  if (own === undefined) return 'etcd does not list it as a member';
  return own.isLearner ? 'etcd lists it as a learner, which has no vote yet' : undefined;
}

/** Every member serves, or etcd keeps its majority without those that do not and without one more. */
function notSafe({ controlPlanes }: GateSettings, sight: Sight): string | undefined {
  const members = membersIn(sight);
  const states = members.map((member) => {
    const index = controlPlanes.findIndex((each) => isOf(member, each));
    const view = sight.controlPlanes[index];
    const reason = view === undefined ? 'it is no machine of the cluster' : notServingEtcd(view);
    return { member, reason: reason ?? (member.isLearner ? 'it is a learner' : undefined) };
  });
  const missing = states.filter(({ reason }) => reason !== undefined);
  const majority = Math.floor(members.length / 2) + 1;
  if (missing.length === 0 || members.length - missing.length - 1 >= majority) return undefined;
  const told = missing.map(({ member, reason }) => `member ${member.hostname} (${member.id}): ${reason ?? ''}`);
  return `etcd would lose its majority if one more machine went down, ${told.join('; ')}`;
}

function membersIn(sight: Sight): readonly EtcdMember[] {
  return sight.machine.answers ? (sight.machine.members ?? []) : [];
}

/** A member is found by the address of its peers' URL, and by its name where that is another address. */
function isOf(member: EtcdMember, machine: GateMachine): boolean {
  return (
    member.peerUrls.some((url) => hostOf(url) === hostOf(`https://${bracketed(machine.node)}`)) ||
    member.hostname === machine.name ||
    member.hostname.startsWith(`${machine.name}.`)
  );
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The host of a URL in its one spelling. */
function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
