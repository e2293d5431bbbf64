import { Check } from './check';

/** Checks of secrets: TALOS430 to TALOS439. */
export const SECRETS_LITERAL = Check.error('TALOS430', {
  what: 'Machine secrets written into the program',
  why: "They would stand in the code and in the stack's JSON, and whoever reads one of them is the cluster's administrator.",
  fix: 'Keep them in a secret store, and refer to it by an EphemeralResource, or by an EphemeralVariable.',
});

export const SECRETS_KEPT = Check.error('TALOS431', {
  what: 'External machine secrets out of something that Terraform keeps',
  why: 'The state or the plan would hold them, which is what they were put outside for.',
  fix: 'Refer to an attribute of an EphemeralResource, or to an EphemeralVariable.',
});

export const SECRETS_IN_USER_DATA = Check.error('TALOS432', {
  what: 'External machine secrets with a pool that seeds its machines by user data',
  why: 'User data is an ordinary argument: the state would hold the whole configuration, with every key in it.',
  fix: 'Use ClusterSecrets.inState() with an encrypted backend, or machines that wait in maintenance mode.',
});

export const REMOVED_UNRESET = Check.warning('TALOS433', {
  what: 'External machine secrets with machines that are reset when they are removed',
  why: 'Terraform has no credentials when it destroys: the machine keeps its keys and data, and a control plane stays in etcd.',
  fix: 'Run `talosctl reset` on a machine before it is taken out of the program, and say that it is known: acceptWarning at the pool.',
});
