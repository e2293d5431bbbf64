import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { AddOnChart } from '../../../lib';
import {
  ProxmoxAddOnAccess,
  ProxmoxAddOnUse,
  ProxmoxApi,
  ProxmoxApiProps,
  ProxmoxApiToken,
  ProxmoxCsi,
  ProxmoxHighAvailability,
  ProxmoxStorageClasses,
  ProxmoxVersion,
  ProxmoxVmPoolProps,
} from '../../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** Made once: what a cluster is changed by may be read more than once. */
const secretIn = (stack: TerraformStack): string => {
  const made = stack.node.tryFindChild('Secret') as TerraformVariable | undefined;
  return (made ?? new TerraformVariable(stack, 'Secret', { type: 'string', sensitive: true })).stringValue;
};
const token = (tokenId: string) => (app: App) =>
  ProxmoxApiToken.of({ tokenId, secret: secretIn(new TerraformStack(app, 'tokens')) });
const api = (url: string) => (app: App) => ProxmoxApi.of({ url, token: token('k8s@pve!csi')(app) });
const trusting = (certificate: string) => (app: App) =>
  ProxmoxApi.withAuthority({ url: 'https://pve1:8006', token: token('k8s@pve!csi')(app) }, certificate);

/** How the API of the Proxmox cluster is told. */
type Telling = (props: ProxmoxApiProps) => ProxmoxApi;

const withAuthority: Telling = (props) => ProxmoxApi.withAuthority(props, CERTIFICATE);

/** The small cluster with the CSI driver. */
const csi =
  ({
    apis = { home: withAuthority },
    storageClasses = { fast: { datastore: 'ceph' } },
    worker,
  }: {
    readonly apis?: Readonly<Record<string, Telling>>;
    readonly storageClasses?: ProxmoxStorageClasses;
    readonly worker?: Partial<ProxmoxVmPoolProps>;
  }) =>
  (app: App) =>
    buildSmallCluster(app, {
      controlPlane: { region: 'home' },
      worker: { region: 'home', ...worker },
      // Read once the stack is there.
      get cluster() {
        const secret = secretIn(app.node.findChild(SMALL) as TerraformStack);
        const proxmoxClusters = Object.fromEntries(
          Object.entries(apis).map(([region, tell]) => [
            region,
            tell({
              url: `https://${region}.example.org:8006`,
              token: ProxmoxApiToken.of({ tokenId: 'k8s@pve!csi', secret }),
            }),
          ]),
        );
        return { addOns: [new ProxmoxCsi({ chart: AddOnChart.release('0.5.5'), proxmoxClusters, storageClasses })] };
      },
    });

/** Machines that high availability moves between nodes that share a datastore. */
const MOVED: Partial<ProxmoxVmPoolProps> = {
  proxmoxVersion: ProxmoxVersion.of('9.1'),
  diskDatastore: 'ceph',
  highAvailability: ProxmoxHighAvailability.rules({ sharedDatastores: ['ceph'] }),
};

const accesses = (named: { readonly name?: string }) => (app: App) => {
  const stack = new TerraformStack(app, 'administrator');
  const use = ProxmoxAddOnUse.csi(['ceph']);
  new ProxmoxAddOnAccess(stack, 'Red', { use });
  new ProxmoxAddOnAccess(stack, 'Blue', { use, ...named });
};

/** TALOS250 to TALOS259. */
export const proxmoxAddOns: MendedChecks = {
  TALOS250: {
    wrong: csi({ worker: { region: 'office' } }),
    right: csi({ worker: { region: 'home' } }),
  },
  TALOS251: {
    wrong: api('https://pve.example.org:8006/api2/json'),
    right: api('https://pve.example.org:8006'),
  },
  TALOS252: {
    wrong: token('k8s@pve'),
    right: token('k8s@pve!csi'),
  },
  TALOS253: {
    wrong: csi({
      storageClasses: { fast: { datastore: 'ssd', isDefault: true }, large: { datastore: 'hdd', isDefault: true } },
    }),
    right: csi({
      storageClasses: { fast: { datastore: 'ssd', isDefault: true }, large: { datastore: 'hdd', isDefault: false } },
    }),
  },
  TALOS254: {
    wrong: csi({ worker: MOVED, storageClasses: { fast: { datastore: 'zfs' } } }),
    right: csi({ worker: MOVED, storageClasses: { fast: { datastore: 'ceph' } } }),
  },
  TALOS255: {
    wrong: csi({ apis: { home: (props) => ProxmoxApi.unverified(props) } }),
    right: csi({ apis: { home: withAuthority } }),
  },
  TALOS256: {
    wrong: trusting('MIIB'),
    right: trusting(CERTIFICATE),
  },
  TALOS257: {
    wrong: accesses({}),
    right: accesses({ name: 'blue-csi' }),
  },
  TALOS258: {
    wrong: csi({ apis: { home: withAuthority, office: (props) => ProxmoxApi.of(props) } }),
    right: csi({ apis: { home: withAuthority, office: withAuthority } }),
  },
};
