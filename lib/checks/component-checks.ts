import { Check } from './check';

/** Checks of the kubelet's own configuration, of certificates, of names of options and of users: TALOS440 to TALOS449. */
export const KUBELET_FIELD_UNKNOWN = Check.error('TALOS440', {
  what: 'A field that the configuration of a kubelet has not',
  why: 'Talos refuses the whole of it, and every machine that is given it loses its kubelet at once.',
  fix: "Write the field as Kubernetes lists it, such as 'maxPods'.",
});

export const CERT_SAN_FORM = Check.error('TALOS441', {
  what: 'A name of the API certificate that is neither a DNS name nor an IP address',
  why: 'No client asks for such a name: the certificate would not be good for the address that was meant.',
  fix: 'Write the name in lower case, or the address, and nothing else: no scheme, port, path or dot at the end.',
});

export const OPTION_UNKNOWN = Check.error('TALOS442', {
  what: 'An option that there is not',
  why: 'Nothing would come of it, and what was meant would stay as it is without a word.',
  fix: 'Correct the name of the option.',
});

export const API_ACCESS_NOBODY = Check.error('TALOS443', {
  what: 'Access to the Talos API for nobody, or with a role that Talos does not have',
  why: 'No pod could use it.',
  fix: "Give at least one role and one namespace, or leave 'kubernetesTalosApiAccess' out.",
});

export const OIDC_UNPREFIXED = Check.warning('TALOS444', {
  what: 'Names of an OpenID Connect provider without a prefix',
  why: 'Whoever names groups or users there can name those of Kubernetes, such as system:masters, which may do everything.',
  fix: "Leave the prefix out, which is 'oidc:' then, and bind the names with it; accept the warning where nobody there can choose such names.",
});
