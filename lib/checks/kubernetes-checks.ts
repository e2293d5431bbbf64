import { Check } from './check';

/** Checks of Kubernetes and its manifests: TALOS340 to TALOS359. */
export const MANIFEST_TEXT = Check.error('TALOS340', {
  what: 'A manifest that holds no Kubernetes objects',
  why: 'Talos would fail to install it, again and again, and the objects after it would wait.',
  fix: "Correct the text at that place; each object has an 'apiVersion' and a 'kind'.",
});

export const MANIFEST_URL = Check.error('TALOS341', {
  what: 'The address of a manifest that is not pinned',
  why: 'What is behind it changes without a change of yours, and installs in the cluster with all rights.',
  fix: 'Copy the https address of the file itself, in a release or a commit.',
});

export const MANIFEST_TWICE = Check.error('TALOS342', {
  what: 'Two inline manifests of one name',
  why: 'Talos tells manifests apart by their names, and refuses the whole configuration.',
  fix: 'Give each manifest a name of its own.',
});

export const MANIFEST_FOLDER = Check.error('TALOS343', {
  what: 'A folder of manifests that cannot be read',
  why: 'The cluster would start without the objects that it was meant to start with.',
  fix: 'Correct the path, or put the YAML files into it.',
});

export const ARGUMENT_FORM = Check.error('TALOS344', {
  what: 'The name of an argument that is none',
  why: 'Talos writes the dashes and the equals sign itself: the component would not start.',
  fix: "Write the name as the manual has it, without the dashes before it, such as 'max-pods'.",
});

export const ARGUMENT_MANAGED = Check.error('TALOS345', {
  what: 'An argument that Talos sets by itself',
  why: 'Talos refuses another value for it, and the component is not started.',
  fix: 'Leave it out.',
});

export const ARGUMENT_TWICE = Check.error('TALOS346', {
  what: 'An argument beside the option that writes it',
  why: 'A component takes one of them: the other would be without effect.',
  fix: 'Say it in one place.',
});

export const FEATURE_GATE_FORM = Check.error('TALOS347', {
  what: 'A feature gate that no component can have',
  why: 'A component that is told of an unknown gate does not start.',
  fix: "Write the name as Kubernetes lists it, such as 'ImageVolume'.",
});

export const POD_SECURITY_FORM = Check.error('TALOS348', {
  what: 'A rule of Pod Security that the API server refuses',
  why: 'The API server would not start.',
  fix: 'Correct the version or the name.',
});

export const ADMISSION_PLUGIN_FORM = Check.error('TALOS349', {
  what: 'An admission plugin that cannot be configured so',
  why: 'The API server would not start, or would do something else than what was said.',
  fix: "Name each plugin once, give a configuration its 'apiVersion' and 'kind', and use the option of its own where there is one.",
});

export const AUDIT_POLICY_FORM = Check.error('TALOS350', {
  what: 'An audit policy that the API server refuses',
  why: 'The API server does not start with it.',
  fix: 'Give at least one rule, about resources or about paths, with groups and names as the API server knows them.',
});

export const OIDC_FORM = Check.error('TALOS351', {
  what: 'An OpenID Connect provider that the API server cannot use, or that gives away the cluster',
  why: 'The API server would not start, or a group of the provider would become one of Kubernetes.',
  fix: 'Correct the value.',
});

export const CREDENTIAL_PROVIDER = Check.error('TALOS352', {
  what: 'A credential provider that the kubelet cannot use',
  why: 'The kubelet does not start without the program, or with a configuration that it does not take.',
  fix: "Add the system extension that brings the program to the image's schematic, or correct the value.",
});

export const CERTIFICATE_APPROVER = Check.error('TALOS353', {
  what: 'An approver of kubelet certificates that cannot run',
  why: 'Certificates would wait for an approval that never comes, and logs and metrics of nodes fail.',
  fix: 'Correct the value.',
});

export const CERTIFICATES_UNAPPROVED = Check.warning('TALOS354', {
  what: 'Kubelet certificates that nobody may approve',
  why: 'Until each is approved, the kubelet has none: kubectl logs, exec and metrics fail on that node.',
  fix: 'Leave the field or argument out, and use kubeletServingCertificates of the cluster: KubeletServingCertificates.rotated() brings an approver.',
});

export const KUBELET_FIELD_MANAGED = Check.error('TALOS355', {
  what: 'A field of the kubelet that Talos sets by itself',
  why: 'Talos refuses the whole configuration with it.',
  fix: 'Leave it out.',
});

export const HOST_PATH_FORM = Check.error('TALOS356', {
  what: 'A mount whose path is not absolute, or whose folder cannot be there',
  why: 'The component would not start.',
  fix: "Write the whole path of a folder below /var, such as '/var/lib/data'.",
});

export const KUBELET_VALUE = Check.error('TALOS357', {
  what: 'A value that the kubelet refuses',
  why: 'The kubelet would not start, and the node would not join.',
  fix: 'Correct the value.',
});

export const KUBE_PROXY_REPLACED = Check.error('TALOS358', {
  what: 'Settings of a kube-proxy that does not run',
  why: 'The pod network does its work: the settings would be without effect.',
  fix: "Drop 'kubeProxy', or use a pod network that leaves kube-proxy to Talos.",
});

export const ADMIN_KUBECONFIG_LIFETIME = Check.error('TALOS359', {
  what: 'A lifetime of the admin kubeconfig that does not last until it is renewed',
  why: 'Terraform makes it anew a month before its end: every plan would change it.',
  fix: 'Write a whole number of hours above 720.',
});
