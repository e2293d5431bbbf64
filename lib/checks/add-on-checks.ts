import { Check } from './check';

/** Checks of add-ons: TALOS450 to TALOS479. */
export const ADD_ON_NAME = Check.error('TALOS450', {
  what: 'The name of an add-on that is none, or taken',
  why: "The name is part of the addresses of the add-on's resources, and by it others ask for the add-on.",
  fix: 'Give each add-on of the cluster a name of its own.',
});

export const ADD_ON_CONFLICT = Check.error('TALOS451', {
  what: 'Two add-ons that contradict each other',
  why: 'Only one of them would get what it runs by, and which one would hang on their order.',
  fix: 'Use one of the two, or say the setting yourself: what you say wins over both.',
});

export const ADD_ON_OVERRULED = Check.error('TALOS452', {
  what: 'A setting that an add-on cannot do without, and that says something else',
  why: 'The add-on would be installed, and not work.',
  fix: 'Leave the setting to the add-on, or the add-on out.',
});

export const ADD_ON_NEEDS = Check.error('TALOS453', {
  what: 'An add-on in a cluster that lacks what it needs',
  why: 'The add-on would be installed, and not work.',
  fix: 'Give the cluster what the add-on needs, or leave the add-on out.',
});

export const ADD_ON_NAMESPACE = Check.error('TALOS454', {
  what: 'A namespace that two add-ons want otherwise, or that cannot be made',
  why: 'A namespace has one level of Pod Security: pods of one of the two would be refused.',
  fix: 'Give the two different namespaces, or one level.',
});

export const ADD_ON_CHART = Check.error('TALOS455', {
  what: 'The chart of an add-on that is not pinned, or from nowhere',
  why: 'The chart is what the cluster runs with all rights: it has one exact version, and comes over an authenticated connection, or from disk.',
  fix: 'Name one release, and an https or oci repository or a path on disk.',
});

export const ADD_ON_CHART_SECRET = Check.error('TALOS456', {
  what: 'A private key in the values of a chart, or in a manifest',
  why: 'Neither is a secret to Terraform, and both are a part of the machine configuration.',
  fix: 'Keep it in a Kubernetes secret of its own, given as a reference or made in the cluster.',
});

export const AWS_ADD_ON_POOL = Check.error('TALOS457', {
  what: 'An add-on of AWS beside pools that are not of it',
  why: 'The add-on works through the roles of EC2 instances, and the cloud controller manager takes nodes away that AWS does not know.',
  fix: 'Give it to clusters whose pools are all AwsInstancePools, or pools with a role and a region of their own.',
});

export const AWS_CLUSTER_TAG = Check.error('TALOS458', {
  what: 'An add-on of AWS whose cluster is not marked by its tag',
  why: 'The add-on finds what belongs to the cluster by that tag, and its permissions hold for what is marked alone.',
  fix: 'Give every pool the name of the cluster as clusterTag.',
});

export const ISSUER_FORM = Check.error('TALOS459', {
  what: 'An issuer of service account tokens that AWS cannot read',
  why: 'AWS STS fetches the public keys from the bucket by its name over TLS: without them no pod gets a role.',
  fix: 'Correct the name.',
});

export const ISSUER_KEYS_MISSING = Check.warning('TALOS460', {
  what: 'An issuer of service account tokens whose public keys are not there yet',
  why: 'Until AWS STS can read the keys, no pod gets a role; everything else is made.',
  fix: "When the cluster runs: 'kubectl get --raw /openid/v1/jwks' into that file, commit it, and deploy again.",
});

export const ISSUER_KEYS = Check.error('TALOS461', {
  what: 'A file of public keys that holds none, or more than public ones',
  why: 'Everybody can read what is published: a private key in it would give away every role, and a file without keys none.',
  fix: "Write the file anew with 'kubectl get --raw /openid/v1/jwks'.",
});

export const ISSUER_TWICE = Check.error('TALOS462', {
  what: 'One issuer of service account tokens for two clusters',
  why: 'The keys of the second cluster are not published, or its service accounts get the roles of the first.',
  fix: 'Create an AwsPodIdentity, with a bucket of its own, for each cluster.',
});

export const SERVICE_ACCOUNT_FORM = Check.error('TALOS463', {
  what: 'A service account that a role is not made for',
  why: 'The role would trust tokens of another service account than was meant, or of all of them.',
  fix: 'Write namespace and service account by their names, without wildcards.',
});

export const ISSUER_UNUSED = Check.error('TALOS464', {
  what: 'An issuer of service account tokens that no cluster signs for',
  why: 'The tokens of the pods name another issuer: no role would trust them.',
  fix: "Give the AwsPodIdentity to the cluster, among its 'addOns'.",
});

export const ISSUER_OF_ANOTHER = Check.error('TALOS465', {
  what: "An add-on whose role trusts another cluster's issuer",
  why: 'AWS would refuse the tokens of its pods, and take those of a service account of the other cluster.',
  fix: "Give the add-on the AwsPodIdentity that is among the 'addOns' of its own cluster.",
});

export const STORAGE_CLASS_NAME = Check.error('TALOS466', {
  what: 'The name of a storage class of EBS that is none',
  why: 'Kubernetes refuses the storage class, and claims find no volumes.',
  fix: 'Write lower-case letters, digits, dashes and dots.',
});
