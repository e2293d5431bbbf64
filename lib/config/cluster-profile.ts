import { AuditPolicy } from './settings/kubernetes/audit-policy';
import { KubeletServingCertificates } from './settings/kubernetes/kubelet-serving-certificates';
import { PodSecurity } from './settings/kubernetes/pod-security';
import type { KubernetesSettings } from './settings/kubernetes-settings';
import type { MachineSettings } from './settings/machine-settings';
import { DiskEncryption } from './settings/storage/disk-encryption';

/** What a profile says. */
interface ProfileFacts {
  readonly settings: MachineSettings;
  readonly kubernetes: KubernetesSettings;
  readonly allowSchedulingOnControlPlanes?: boolean;
  readonly preventDestroy?: boolean;
}

/**
 * A choice of options for a purpose: each is one that a cluster can be given by itself, and each that a cluster is given
 * wins over it. docs/profiles.md lists them all.
 */
export class ClusterProfile {
  /**
   * For what must not be broken into or lost: disks encrypted, the restricted Pod Security level, an audit log that tells
   * who changed what, kubelet certificates that the cluster signs.
   *
   * Choose it when the cluster is created: the disks of machines that exist are not encrypted afterwards, and workloads
   * that need privileges have to be exempted before.
   */
  static hardened(): ClusterProfile {
    const encryption = DiskEncryption.nodeId();
    return new ClusterProfile('hardened', {
      settings: {
        stateVolume: { encryption },
        ephemeralVolume: { encryption },
        sysctls: HARDENED_SYSCTLS,
        kubeletConfig: { podPidsLimit: 4096 },
      },
      kubernetes: {
        podSecurity: PodSecurity.restricted(),
        auditPolicy: AuditPolicy.recommended(),
        kubeletServingCertificates: KubeletServingCertificates.rotated(),
      },
    });
  }

  /**
   * For what may be thrown away: workloads run on control planes too, pods may do anything with a warning, and Terraform
   * destroys the cluster without being asked twice.
   */
  static development(): ClusterProfile {
    return new ClusterProfile('development', {
      settings: {},
      kubernetes: { podSecurity: PodSecurity.standard('privileged', { audit: 'baseline', warn: 'baseline' }) },
      allowSchedulingOnControlPlanes: true,
      preventDestroy: false,
    });
  }

  /** What machines are and do, wider than what the cluster says. */
  readonly settings: MachineSettings;
  /** What Kubernetes does, wider than what the cluster says. */
  readonly kubernetes: KubernetesSettings;
  /** Whether control planes run workloads; undefined leaves it to whether there are workers. */
  readonly allowSchedulingOnControlPlanes: boolean | undefined;
  /** Whether Terraform refuses to destroy the cluster; undefined leaves it to the cluster. */
  readonly preventDestroy: boolean | undefined;

  private constructor(
    /** Its name, for messages. */
    readonly name: string,
    facts: ProfileFacts,
  ) {
    this.settings = facts.settings;
    this.kubernetes = facts.kubernetes;
    this.allowSchedulingOnControlPlanes = facts.allowSchedulingOnControlPlanes;
    this.preventDestroy = facts.preventDestroy;
  }
}

/**
 * Kernel parameters beside those that Talos sets by itself after the Kernel Self Protection Project. Source: the CIS
 * benchmarks for Linux; what pod networks need (forwarding, loose reverse path filters) is left alone.
 */
const HARDENED_SYSCTLS: Readonly<Record<string, string>> = {
  'kernel.sysrq': '0',
  'net.ipv4.conf.all.accept_redirects': '0',
  'net.ipv4.conf.all.send_redirects': '0',
  'net.ipv4.conf.default.accept_redirects': '0',
  'net.ipv4.conf.default.send_redirects': '0',
  'net.ipv6.conf.all.accept_redirects': '0',
  'net.ipv6.conf.default.accept_redirects': '0',
};
