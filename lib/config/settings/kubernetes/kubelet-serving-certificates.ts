import { quote } from '../../../checks/check';
import { CERTIFICATE_APPROVER } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';
import { InlineManifest } from '../../inline-manifest';
import { certificateApproverManifest } from './certificate-approver';
import { holdsReference } from '../../reference';

/** How the certificates of kubelets are approved. */
export interface RotatedCertificatesOptions {
  /**
   * How many approvers run, on control plane machines that are as different as possible; one of them works.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Image of kubelet-serving-cert-approver, such as one of a mirror.
   * @default ghcr.io/alex1989hu/kubelet-serving-cert-approver, in the release that this library was made with
   */
  readonly image?: string;
}

const DEFAULT_IMAGE = 'ghcr.io/alex1989hu/kubelet-serving-cert-approver:0.11.0';

/**
 * Who signs the certificate by which a kubelet answers: for logs, exec and metrics.
 *
 * With one that the cluster signed, metrics-server and others can check whom they talk to.
 */
export class KubeletServingCertificates {
  /** Each kubelet signs its own, for itself: Talos's own. Nothing can be checked by it. */
  static selfSigned(): KubeletServingCertificates {
    return new KubeletServingCertificates(false, []);
  }

  /**
   * The cluster signs them and each kubelet renews its own. Somebody has to approve each request: this brings
   * kubelet-serving-cert-approver as an inline manifest, with the rights for that and no others. It runs on control
   * planes, in a namespace of its own.
   * @throws ConfigError TALOS353 when the replicas are no number from 1 to 5, or the image has no tag
   */
  static rotated(options: RotatedCertificatesOptions = {}): KubeletServingCertificates {
    const { replicas = 1, image = DEFAULT_IMAGE } = options;
    if (!Number.isInteger(replicas) || replicas < 1 || replicas > 5) {
      throw CERTIFICATE_APPROVER.configError({
        wrong: 'so many approvers cannot run',
        given: `replicas ${String(replicas)}`,
        allowed: 'a whole number from 1 to 5, no more than there are control plane machines',
      });
    }
    if (
      !holdsReference(image) &&
      (!/^[^\s@]+(:[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image) || image.endsWith(':latest'))
    ) {
      throw CERTIFICATE_APPROVER.configError({
        wrong: 'the image of the approver is not pinned',
        given: quote(image),
        allowed: `an image with a tag other than latest, or with a digest, such as ${quote(DEFAULT_IMAGE)}`,
      });
    }
    return new KubeletServingCertificates(true, [certificateApproverManifest(image, replicas)]);
  }

  /**
   * The cluster signs them, and something else in it approves the requests, such as a cloud controller manager. Until
   * that runs, logs, exec and metrics of nodes fail.
   */
  static approvedElsewhere(): KubeletServingCertificates {
    return new KubeletServingCertificates(true, []);
  }

  private constructor(
    /** Whether kubelets ask the cluster for a certificate. */
    readonly rotates: boolean,
    /** What approves the requests. */
    readonly manifests: readonly InlineManifest[],
  ) {}

  /** What every kubelet is told. */
  get patches(): readonly ConfigPatch[] {
    return this.rotates
      ? [ConfigPatch.merge({ machine: { kubelet: { extraArgs: { 'rotate-server-certificates': 'true' } } } })]
      : [];
  }
}
