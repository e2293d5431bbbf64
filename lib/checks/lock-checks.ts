import { Check } from './check';

/** Checks against what was last deployed, and of the state that tells of it: TALOS410 to TALOS429. */
export const LOCK_FORM = Check.error('TALOS410', {
  what: 'A lock file that cannot be read',
  why: 'What runs is not known, so a dangerous change could not be told from a harmless one.',
  fix: 'Write it anew from the state with `npx cdktf-talos lock`.',
});

export const TALOS_MINOR_SKIPPED = Check.error('TALOS411', {
  what: 'A Talos upgrade over more than one minor',
  why: 'Talos is tested from one minor to the next; its configuration and etcd move step by step.',
  fix: 'Deploy the newest patch of each minor in between, and lock after each.',
});

export const TALOS_MINOR_BACK = Check.error('TALOS412', {
  what: 'A Talos downgrade over a minor',
  why: 'An older minor may not read what the newer one has written to disk.',
  fix: 'Go back to an older patch of the same minor, or replace the machines one by one.',
});

export const KUBERNETES_MINOR_SKIPPED = Check.error('TALOS413', {
  what: 'A Kubernetes upgrade over more than one minor',
  why: 'Components may differ by one minor at most while they are upgraded.',
  fix: 'Deploy each minor in between, and lock after each.',
});

export const KUBERNETES_MINOR_BACK = Check.error('TALOS414', {
  what: 'A Kubernetes downgrade over a minor',
  why: 'There is no way back: etcd holds objects in the form of the newer minor.',
  fix: 'Keep the minor that runs; restore etcd from a snapshot into a new cluster where it has to go back.',
});

export const KUBERNETES_WITH_OTHERS = Check.error('TALOS415', {
  what: 'A Kubernetes version changed together with the configuration of machines',
  why: 'Each machine would take the new components at once with its configuration, past the ordered upgrade.',
  fix: 'Deploy the one, lock, then deploy the other.',
});

export const CONTRACT_BACK = Check.error('TALOS416', {
  what: 'A version contract older than the one that was deployed',
  why: 'Machines would be told of fields in a form that their cluster has left behind.',
  fix: 'Keep the contract that was deployed.',
});

export const CONTRACT_WITH_OTHERS = Check.error('TALOS417', {
  what: 'A version contract raised together with a version',
  why: 'The form of every configuration changes with it; what went wrong could not be told apart.',
  fix: 'Deploy the version, lock, then raise the contract by itself.',
});

export const MAJORITY_REMOVED = Check.error('TALOS418', {
  what: 'Half of the control plane or more removed at once',
  why: 'etcd loses its majority when a member fails to leave, and the data with it.',
  fix: "Remove fewer machines at a time, or accept it with the risk 'removing half of the control plane'.",
});

export const CONTROL_PLANE_REPLACED = Check.error('TALOS419', {
  what: 'A control plane of which no machine stays',
  why: 'Renamed or moved machines are destroyed and made anew: nothing of the cluster would be left.',
  fix: 'Keep the names of the machines; to move them, add the new ones first and remove the old ones in another deployment.',
});

export const STATE_UNENCRYPTED = Check.error('TALOS420', {
  what: 'A state on disk, or unencrypted, where an encrypted one is asked for',
  why: "The state holds the cluster's keys: whoever reads it is its administrator, and a file on disk is soon lost.",
  fix: 'Create a backend that encrypts; to keep the state on disk after all, leave requireEncryptedState out.',
});

export const CNI_NOT_UPDATED = Check.warning('TALOS421', {
  what: 'Another version of the pod network than the one that the cluster was created with',
  why: 'Talos installs an inline manifest once: the cluster goes on with the version that it has.',
  fix: "Bring it in by one of the ways of docs/cilium.md, then accept 'the new pod network version was brought in' once.",
});

export const CLUSTER_OTHER = Check.error('TALOS422', {
  what: 'The lock of another cluster',
  why: 'It says nothing about this one: what would be refused is let pass, and the other way round. Two clusters of one file overwrite each other.',
  fix: 'Give each cluster a lock file of its own; to rename a cluster, create a new one.',
});

export const NETWORK_CHANGED = Check.error('TALOS423', {
  what: 'Another pod network, or other networks, than the cluster was created with',
  why: 'Pods and services keep their addresses, and Talos neither removes nor replaces what it has installed.',
  fix: "Create a new cluster, or accept 'changing the networks of a running cluster' after you have prepared the move.",
});

export const FIRST_CONTROL_PLANE_REMOVED = Check.error('TALOS424', {
  what: 'The first machine of the control plane removed while others stay',
  why: 'It is the one that does not leave etcd when it is reset, since it is the last to go when a cluster is destroyed.',
  fix: 'Name another machine first, deploy and lock; then take this one out.',
});

export const CONTROL_PLANE_EXCHANGED = Check.error('TALOS425', {
  what: 'Control plane machines added and removed in one deployment',
  why: 'Both are at work at the same time: one joins etcd while the other leaves it.',
  fix: 'Add the new machines, deploy and lock; then remove the old ones.',
});

export const ROLE_CHANGED = Check.error('TALOS426', {
  what: 'A machine that becomes a control plane machine, or a worker, under its name',
  why: 'Talos does not change what a machine is: it would have to be wiped, and until then it runs as what it was.',
  fix: 'Take the machine out, deploy and lock; then add it to the other pool, or add another one under a new name.',
});

export const RISK_NOT_NEEDED = Check.warning('TALOS427', {
  what: 'An accepted risk that nothing needs',
  why: 'It has outlived the deployment that it was for, and would let the next such change pass unseen.',
  fix: "Take it out of 'accept', or take 'accept' away.",
});
