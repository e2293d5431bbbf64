import { CERTIFICATES_UNAPPROVED } from '../checks/kubernetes-checks';
import { valueAt } from './effective-config';
import type { EffectiveRule } from './effective-rule';
import { trustdFindings } from './trustd-findings';
import { asBoolean } from './yaml-value';

/** Discovery that is off where workers do not find trustd by the endpoint. */
export const discoveryOff: EffectiveRule = (config, { trustd, isKnown }) => {
  const path = ['cluster', 'discovery', 'enabled'];
  if (asBoolean(valueAt(config.get(''), path, isKnown)) !== false) return [];
  return trustdFindings('cluster.discovery.enabled: false', trustd).map((finding) => ({
    finding,
    places: [{ document: '', path }],
  }));
};

/** Kubelets that ask the cluster for a certificate; where an option of the cluster says so, it says who approves them. */
export const kubeletCertificates: EffectiveRule = (config, { isKnown }) =>
  [
    ['extraArgs', 'rotate-server-certificates'],
    ['extraConfig', 'serverTLSBootstrap'],
  ].flatMap((field) => {
    const path = ['machine', 'kubelet', ...field];
    const value = valueAt(config.get(''), path, isKnown);
    if (asBoolean(value) !== true && value !== 'true') return [];
    const finding = CERTIFICATES_UNAPPROVED.finding({
      wrong: 'kubelets would ask the cluster for a certificate, and nothing that is known of approves it',
      given: `${path.join('.')}: true`,
      allowed: "'kubeletServingCertificates' of 'kubernetes', for every machine",
      fix: "Leave it out of the patch, and give 'kubernetes' of the cluster KubeletServingCertificates.rotated(), which brings an approver, or approvedElsewhere().",
    });
    return [{ finding, places: [{ document: '', path }] }];
  });
