/**
 * What differs between the environments, all in one place. A line is a difference; what is not here is the same in
 * all of them. To upgrade, change a version and deploy that stack: Talos and Kubernetes each in a deploy of its own.
 */
export interface Environment {
  /** What the machines' names begin with. */
  readonly name: string;
  /** Talos release of every machine. */
  readonly talosVersion: string;
  /** Kubernetes release of the cluster. */
  readonly kubernetesVersion: string;
  /** Release of Cilium's chart; how a running cluster gets another one: docs/cilium.md. */
  readonly ciliumVersion: string;
  /** What the cluster is for; docs/profiles.md says what follows from it. */
  readonly profile: 'hardened' | 'development';
  /** Name of the Kubernetes API below the domain. */
  readonly subdomain: string;
  /** Whether Terraform refuses to destroy the cluster. */
  readonly protection: boolean;
  /** Where the state is kept. */
  readonly state: 'local' | 's3';
  readonly controlPlanes: number;
  readonly workers: number;
  readonly proxmox: ProxmoxEnvironment;
  readonly aws: AwsEnvironment;
}

/** The Proxmox side of an environment. */
export interface ProxmoxEnvironment {
  readonly nodes: readonly string[];
  readonly cidr: string;
  readonly gateway: string;
  readonly vlanId: number | undefined;
  /** The networks that Terraform and people reach the machines from; change them to yours. */
  readonly operatorCidrs: readonly string[];
  /** The control plane's virtual IP; create the DNS record of the API's name for it. */
  readonly virtualIp: string;
  readonly firstControlPlane: { readonly address: string; readonly vmId: number };
  readonly firstWorker: { readonly address: string; readonly vmId: number };
  readonly controlPlaneSize: { readonly cores: number; readonly memoryMiB: number; readonly diskGiB: number };
  readonly workerSize: { readonly cores: number; readonly memoryMiB: number; readonly diskGiB: number };
}

/** The AWS side of an environment. */
export interface AwsEnvironment {
  readonly region: string;
  readonly availabilityZones: readonly string[];
  readonly cidr: string;
  /** A way out in each zone, or one for all of them. */
  readonly natGateways: 'per zone' | 'single';
  /** The networks that Terraform and people reach the cluster from; change them to yours. */
  readonly operatorCidrs: readonly string[];
  /** Whether connections are recorded for a year, and the instances' figures are taken every minute. */
  readonly records: boolean;
  readonly controlPlaneSize: { readonly instanceType: string; readonly diskGiB: number };
  readonly workerSize: { readonly instanceType: string; readonly diskGiB: number };
}

/** The domain that every name is below. */
export const DOMAIN = 'example.org';

export const sandbox: Environment = {
  name: 'sandbox',
  talosVersion: 'v1.13.9',
  kubernetesVersion: 'v1.36.3',
  ciliumVersion: '1.18.4',
  profile: 'development',
  subdomain: 'k8s.sandbox',
  protection: false,
  state: 'local',
  controlPlanes: 1,
  workers: 1,
  proxmox: {
    nodes: ['pve1'],
    cidr: '10.10.0.0/24',
    gateway: '10.10.0.1',
    vlanId: undefined,
    operatorCidrs: ['192.168.1.0/24'],
    virtualIp: '10.10.0.10',
    firstControlPlane: { address: '10.10.0.11', vmId: 10011 },
    firstWorker: { address: '10.10.0.21', vmId: 10021 },
    controlPlaneSize: { cores: 2, memoryMiB: 4096, diskGiB: 40 },
    workerSize: { cores: 2, memoryMiB: 4096, diskGiB: 40 },
  },
  aws: {
    region: 'eu-central-1',
    availabilityZones: ['eu-central-1a'],
    cidr: '10.140.0.0/20',
    natGateways: 'single',
    operatorCidrs: ['203.0.113.0/24'],
    records: false,
    controlPlaneSize: { instanceType: 't3.medium', diskGiB: 40 },
    workerSize: { instanceType: 't3.medium', diskGiB: 40 },
  },
};

export const staging: Environment = {
  name: 'staging',
  talosVersion: 'v1.13.9',
  kubernetesVersion: 'v1.36.3',
  ciliumVersion: '1.18.4',
  profile: 'hardened',
  subdomain: 'k8s.staging',
  protection: true,
  state: 's3',
  controlPlanes: 3,
  workers: 3,
  proxmox: {
    nodes: ['pve1', 'pve2', 'pve3'],
    cidr: '10.20.0.0/24',
    gateway: '10.20.0.1',
    vlanId: 20,
    operatorCidrs: ['192.168.1.0/24'],
    virtualIp: '10.20.0.10',
    firstControlPlane: { address: '10.20.0.11', vmId: 20011 },
    firstWorker: { address: '10.20.0.21', vmId: 20021 },
    controlPlaneSize: { cores: 4, memoryMiB: 8192, diskGiB: 60 },
    workerSize: { cores: 4, memoryMiB: 8192, diskGiB: 60 },
  },
  aws: {
    region: 'eu-central-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    cidr: '10.150.0.0/16',
    natGateways: 'single',
    operatorCidrs: ['203.0.113.0/24'],
    records: true,
    controlPlaneSize: { instanceType: 'm7i.large', diskGiB: 60 },
    workerSize: { instanceType: 'm7i.large', diskGiB: 60 },
  },
};

export const production: Environment = {
  name: 'production',
  talosVersion: 'v1.13.9',
  kubernetesVersion: 'v1.36.3',
  ciliumVersion: '1.18.4',
  profile: 'hardened',
  subdomain: 'k8s.prod',
  protection: true,
  state: 's3',
  controlPlanes: 3,
  workers: 6,
  proxmox: {
    nodes: ['pve1', 'pve2', 'pve3'],
    cidr: '10.30.0.0/24',
    gateway: '10.30.0.1',
    vlanId: 30,
    operatorCidrs: ['192.168.1.0/24'],
    virtualIp: '10.30.0.10',
    firstControlPlane: { address: '10.30.0.11', vmId: 30011 },
    firstWorker: { address: '10.30.0.21', vmId: 30021 },
    controlPlaneSize: { cores: 4, memoryMiB: 8192, diskGiB: 100 },
    workerSize: { cores: 8, memoryMiB: 16384, diskGiB: 200 },
  },
  aws: {
    region: 'eu-central-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    cidr: '10.160.0.0/16',
    natGateways: 'per zone',
    operatorCidrs: ['203.0.113.0/24'],
    records: true,
    controlPlaneSize: { instanceType: 'm7i.xlarge', diskGiB: 100 },
    workerSize: { instanceType: 'm7i.2xlarge', diskGiB: 200 },
  },
};
