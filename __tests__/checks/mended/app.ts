import { App, TerraformStack } from 'cdktf';
import {
  Cni,
  ControlPlaneEndpoint,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
  acceptWarning,
} from '../../../lib';
import { buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const REASON = 'this cluster is gone before that matters';

/** A cluster that is given the warning TALOS068: the next Talos minor does not run its Kubernetes version. */
const warned = (app: App): TalosCluster => buildSmallCluster(app, { cluster: { kubernetesVersion: 'v1.31.4' } });

const accepting = (code: string, reason: string) => (app: App) => {
  acceptWarning(warned(app), code, reason);
};

const virtualIp = (address: string) => (app: App) =>
  buildSmallCluster(app, { cluster: { endpoint: ControlPlaneEndpoint.virtualIp(address) } });

/** What a program may give that no compiler has looked at. */
const unchecked = (cluster: Readonly<Partial<Record<keyof TalosClusterProps, unknown>>>) => (app: App) =>
  buildSmallCluster(app, { cluster: cluster as Partial<TalosClusterProps> });

/** TALOS480 to TALOS499. */
export const app: MendedChecks = {
  TALOS480: {
    wrong: accepting('talos068', REASON),
    right: accepting('TALOS068', REASON),
  },
  TALOS481: {
    wrong: (app) => {
      acceptWarning(virtualIp('10.10.0.11')(app), 'TALOS056', REASON);
    },
    right: virtualIp('10.10.0.10'),
  },
  TALOS482: {
    wrong: accepting('TALOS068', ''),
    right: accepting('TALOS068', REASON),
  },
  TALOS483: {
    wrong: (app) => {
      acceptWarning(TerraformStack.of(warned(app)).node.findChild('Worker'), 'TALOS068', REASON);
    },
    right: accepting('TALOS068', REASON),
  },
  TALOS484: {
    wrong: unchecked({ versionContract: undefined }),
    right: unchecked({ versionContract: VersionContract.V1_13 }),
  },
  TALOS485: {
    wrong: unchecked({ cni: 'flannel' }),
    right: unchecked({ cni: Cni.flannel() }),
  },
};
