import { App } from 'cdktf';
import { MachineSettings, OidcProvider, TalosClusterProps } from '../../../lib';
import { buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const cluster = (changes: Partial<TalosClusterProps>) => (app: App) => buildSmallCluster(app, { cluster: changes });

const oidc = { issuerUrl: 'https://login.example.org/realms/main', clientId: 'kubernetes' };

/** TALOS440 to TALOS449. */
export const component: MendedChecks = {
  TALOS440: {
    wrong: cluster({ settings: { kubeletConfig: { maxPod: 50 } } }),
    right: cluster({ settings: { kubeletConfig: { maxPods: 50 } } }),
  },
  TALOS441: {
    wrong: cluster({ apiServerCertSans: ['https://k8s.example.org:6443'] }),
    right: cluster({ apiServerCertSans: ['k8s.example.org'] }),
  },
  TALOS442: {
    wrong: cluster({ settings: { sysctl: { 'vm.swappiness': '1' } } as MachineSettings }),
    right: cluster({ settings: { sysctls: { 'vm.swappiness': '1' } } }),
  },
  TALOS443: {
    wrong: cluster({
      settings: {
        kubernetesTalosApiAccess: { allowedRoles: ['os:root' as 'os:reader'], allowedKubernetesNamespaces: ['ops'] },
      },
    }),
    right: cluster({
      settings: { kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: ['ops'] } },
    }),
  },
  TALOS444: {
    wrong: cluster({ kubernetes: { oidc: OidcProvider.of({ ...oidc, groupsPrefix: '' }) } }),
    right: cluster({ kubernetes: { oidc: OidcProvider.of(oidc) } }),
  },
};
