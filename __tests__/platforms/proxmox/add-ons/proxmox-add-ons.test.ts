import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { parse, parseAllDocuments } from 'yaml';
import {
  AddOnChart,
  ClusterAddOn,
  ImageFactorySchematic,
  KubernetesSettings,
  StaticMachinePool,
} from '../../../../lib';
import {
  ProxmoxApi,
  ProxmoxApiProps,
  ProxmoxApiToken,
  ProxmoxCloudControllerManager,
  ProxmoxCsi,
  ProxmoxCsiProps,
  ProxmoxHighAvailability,
  ProxmoxMachines,
  ProxmoxStorageClasses,
  ProxmoxVersion,
  ProxmoxVmPool,
} from '../../../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../../../support/small-cluster';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../../support/synthesis';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const HOME = { region: 'home' } as const;
const ON_PROXMOX = { controlPlane: HOME, worker: HOME };

/** The API of a Proxmox cluster, made in the stack where the token's variable is. */
type Api = (stack: TerraformStack) => ProxmoxApi;

function token(stack: TerraformStack): ProxmoxApiToken {
  const variable =
    stack.node.tryFindChild('token') ?? new TerraformVariable(stack, 'token', { type: 'string', sensitive: true });
  return ProxmoxApiToken.of({ tokenId: 'k8s@pve!csi', secret: (variable as TerraformVariable).stringValue });
}

const api: Api = (stack) => ProxmoxApi.of({ url: 'https://pve.example.org:8006', token: token(stack) });

function cluster(addOn: (stack: TerraformStack) => ClusterAddOn, changes: SmallClusterChanges = ON_PROXMOX) {
  return (app: App): void => {
    buildSmallCluster(app, {
      ...changes,
      get cluster() {
        // Read once the stack and the pools are there.
        return { ...changes.cluster, addOns: [addOn(app.node.findChild(SMALL) as TerraformStack)] };
      },
    });
  };
}

const csi =
  (props: Partial<ProxmoxCsiProps> = {}, how: Api = api) =>
  (stack: TerraformStack): ProxmoxCsi =>
    new ProxmoxCsi({
      chart: AddOnChart.release('0.5.5'),
      proxmoxClusters: { home: how(stack) },
      storageClasses: { fast: { datastore: 'local-lvm' } },
      ...props,
    });

const ccm = (stack: TerraformStack): ProxmoxCloudControllerManager =>
  new ProxmoxCloudControllerManager({ chart: AddOnChart.release('0.2.24'), proxmoxClusters: { home: api(stack) } });

const built = (...args: Parameters<typeof cluster>): StackJson | undefined => synthesized(cluster(...args))[SMALL];

interface Patch {
  readonly cluster?: {
    readonly inlineManifests?: { name: string; contents: string }[];
    externalCloudProvider?: object;
  };
}

function patches(stack: StackJson | undefined, machine = 'control-plane-0'): Patch[] {
  const { config_patches: texts } = block(stack, 'data', 'talos_machine_configuration', `Cluster_${machine}`);
  return (texts as string[]).map((text) => parse(text.replace(/\$\{jsonencode\((.*)\)\}/g, quotedArguments)) as Patch);
}

/** What `jsonencode(join("", [...]))` makes, with references by their names. */
function quotedArguments(_: string, expression: string): string {
  const [, items = ''] = /^join\("", \[(.*)\]\)$/s.exec(expression) ?? [];
  const texts = [...items.matchAll(/"((?:[^"\\]|\\.)*)"|([a-z_]+[\w.]+)/g)].map(([, text, reference]) =>
    text === undefined ? `<${String(reference)}>` : (JSON.parse(`"${text}"`) as string),
  );
  return JSON.stringify(texts.join(''));
}

function manifests(stack: StackJson | undefined): Record<string, string> {
  const all = patches(stack).flatMap(({ cluster: said }) => said?.inlineManifests ?? []);
  return Object.fromEntries(all.map(({ name, contents }) => [name, contents]));
}

function objects(text: string | undefined): Record<string, unknown>[] {
  return parseAllDocuments(text ?? '').map((document) => document.toJS() as Record<string, unknown>);
}

function values(stack: StackJson | undefined): Record<string, unknown> {
  const [text = ''] = block(stack, 'data', 'helm_template', 'Cluster_AddOns').values as string[];
  return parse(text) as Record<string, unknown>;
}

function configOf(secret: Record<string, unknown> | undefined): unknown {
  return parse((secret?.stringData as Record<string, string>)['config.yaml'] ?? '');
}

describe('the CSI driver', () => {
  const stack = built(csi());

  test('has a privileged namespace, which is made before its objects', () => {
    const names = Object.keys(manifests(stack));
    expect(names.indexOf('namespace-csi-proxmox')).toBeLessThan(names.indexOf('proxmox-csi-plugin-config'));
    expect(objects(manifests(stack)['namespace-csi-proxmox'])[0]).toMatchObject({
      kind: 'Namespace',
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
  });

  test('has its token in a secret, by reference, with TLS verified', () => {
    const [secret] = objects(manifests(stack)['proxmox-csi-plugin-config']);
    expect(secret).toMatchObject({ kind: 'Secret', metadata: { namespace: 'csi-proxmox' } });
    expect(configOf(secret)).toEqual({
      clusters: [
        {
          url: 'https://pve.example.org:8006/api2/json',
          insecure: false,
          token_id: 'k8s@pve!csi',
          token_secret: '<var.token>',
          region: 'home',
        },
      ],
    });
    expect(values(stack)).toMatchObject({ existingConfigSecret: 'proxmox-csi-plugin-config' });
    expect(JSON.stringify(values(stack))).not.toContain('token');
  });

  test('runs its controller on control planes, and its driver on the nodes of the region, tainted or not', () => {
    expect(values(stack)).toMatchObject({
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
      node: { nodeSelector: { 'topology.kubernetes.io/region': 'home' }, tolerations: [{ operator: 'Exists' }] },
    });
  });

  test('finds region and zone on each node as labels of the machine, with no controller manager', () => {
    const text = JSON.stringify(patches(stack, 'worker-0'));
    expect(text).toContain('"topology.kubernetes.io/region":"home"');
    expect(text).toContain('"topology.kubernetes.io/zone":');
    expect(text).not.toContain('externalCloudProvider');
  });

  test('has storage classes by datastore, file system, cache and kind of disk', () => {
    const storageClasses = {
      fast: { datastore: 'local-lvm', ssd: true, isDefault: true },
      safe: { datastore: 'ceph', fileSystem: 'xfs', cache: 'directsync', reclaimPolicy: 'Retain' },
    } as const;
    expect(values(built(csi({ storageClasses }))).storageClass).toEqual([
      {
        name: 'fast',
        storage: 'local-lvm',
        fstype: 'ext4',
        reclaimPolicy: 'Delete',
        ssd: true,
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      { name: 'safe', storage: 'ceph', fstype: 'xfs', reclaimPolicy: 'Retain', cache: 'directsync' },
    ]);
  });

  test("trusts Proxmox's own authority where it is given", () => {
    const how: Api = (scope) =>
      ProxmoxApi.withAuthority({ url: 'https://pve1:8006/', token: token(scope) }, CERTIFICATE);
    const trusting = built(csi({}, how));
    expect(objects(manifests(trusting)['proxmox-csi-plugin-config'])[1]).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'proxmox-csi-plugin-authorities', namespace: 'csi-proxmox' },
      data: { 'ca.crt': CERTIFICATE },
    });
    expect(values(trusting)).toMatchObject({
      extraVolumes: [{ configMap: { name: 'proxmox-csi-plugin-authorities' } }],
      extraVolumeMounts: [{ mountPath: '/etc/ssl/certs/ca-certificates.crt', subPath: 'ca.crt' }],
    });
  });

  test('fails when one Proxmox cluster has an authority of its own and another has not', () => {
    const apis = (office: (props: ProxmoxApiProps) => ProxmoxApi): ((app: App) => void) =>
      cluster((scope) => {
        const own = { url: 'https://pve1:8006', token: token(scope) };
        const proxmoxClusters = {
          home: ProxmoxApi.withAuthority(own, CERTIFICATE),
          office: office({ ...own, url: 'https://pve.example.org:8006' }),
        };
        return csi({ proxmoxClusters })(scope);
      });
    expect(reportOf(apis((props) => ProxmoxApi.of(props)))).toContain(`TALOS258  small/Cluster/AddOns/proxmox-csi
  proxmox-csi-plugin cannot trust a private authority beside those that everybody trusts
    given:   ProxmoxApi.withAuthority for 'home'; ProxmoxApi.of for 'office'
    allowed: one of the two for all Proxmox clusters of an add-on`);
    expect(() => synthesized(apis((props) => ProxmoxApi.withAuthority(props, CERTIFICATE)))).not.toThrow();
    expect(() => synthesized(apis((props) => ProxmoxApi.unverified(props)))).not.toThrow();
  });

  test('warns of an API that is not verified, and says so to the driver', () => {
    const how: Api = (scope) => ProxmoxApi.unverified({ url: 'https://pve1:8006', token: token(scope) });
    const build = cluster(csi({}, how));
    expect(warningsOf(build).join('\n')).toContain(
      "TALOS255 the certificate of the Proxmox API of 'home' is not looked at",
    );
    const [secret] = objects(manifests(synthesized(build)[SMALL])['proxmox-csi-plugin-config']);
    expect(configOf(secret)).toMatchObject({ clusters: [{ insecure: true }] });
  });

  test('warns of machines that high availability moves away from local volumes, and not of shared ones', () => {
    const worker = {
      ...HOME,
      proxmoxVersion: ProxmoxVersion.of('9.1'),
      highAvailability: ProxmoxHighAvailability.rules({ sharedDatastores: ['ceph', 'local-lvm'] }),
    };
    const told = (datastore: string): string =>
      warningsOf(cluster(csi({ storageClasses: { fast: { datastore } } }), { ...ON_PROXMOX, worker })).join('\n');
    expect(told('zfs')).toContain(
      "TALOS254 high availability moves the machines of 'small/Worker' away from their volumes",
    );
    expect(told('zfs')).toContain("'fast' on 'zfs'; shared: 'ceph', 'local-lvm'");
    expect(told('ceph')).not.toContain('TALOS254');
  });

  test.each<{ storageClasses: ProxmoxStorageClasses; says: string[] }>([
    { storageClasses: {}, says: ['TALOS253', 'no storage class is named', 'given:   storageClasses: {}'] },
    {
      storageClasses: { a: { datastore: 'x1', isDefault: true }, b: { datastore: 'x1', isDefault: true } },
      says: ['more than one storage class is the default', "given:   'a', 'b'"],
    },
    { storageClasses: { Fast: { datastore: 'x1' } }, says: ['a storage class cannot be called so', "given:   'Fast'"] },
    { storageClasses: { a: { datastore: 'my disks' } }, says: ["'a.datastore' is not the name of a datastore"] },
  ])('fails with storage classes $storageClasses', ({ storageClasses, says }) => {
    const report = reportOf(cluster(csi({ storageClasses })));
    for (const part of ['small/Cluster/AddOns/proxmox-csi', ...says]) expect(report).toContain(part);
  });
});

describe('the cloud controller manager', () => {
  const stack = built(ccm);

  test('has every kubelet wait for it, and its token in a secret of kube-system', () => {
    for (const machine of ['control-plane-0', 'worker-0', 'worker-1']) {
      expect(patches(stack, machine)).toContainEqual({ cluster: { externalCloudProvider: { enabled: true } } });
    }
    const [secret] = objects(manifests(stack)['proxmox-cloud-controller-manager-config']);
    expect(secret).toMatchObject({ kind: 'Secret', metadata: { namespace: 'kube-system' } });
    expect(configOf(secret)).toMatchObject({ clusters: [{ region: 'home', token_secret: '<var.token>' }] });
    expect(values(stack)).toMatchObject({
      existingConfigSecret: 'proxmox-cloud-controller-manager-config',
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
    });
  });

  test('labels alike with the pools: the region that it is told is the one that their machines have', () => {
    expect(JSON.stringify(patches(stack, 'worker-0'))).toContain('"topology.kubernetes.io/region":"home"');
  });

  test('lets Kubernetes be told otherwise of everything but the controller manager', () => {
    const kubernetes: KubernetesSettings = { featureGates: { ImageVolume: true } };
    expect(() => built(ccm, { ...ON_PROXMOX, cluster: { kubernetes } })).not.toThrow();
  });

  test('lives with the CSI driver in one cluster', () => {
    const both = synthesized((app) =>
      buildSmallCluster(app, {
        ...ON_PROXMOX,
        get cluster() {
          const scope = app.node.findChild(SMALL) as TerraformStack;
          return { addOns: [ccm(scope), csi()(scope)] };
        },
      }),
    )[SMALL];
    expect(Object.keys(both?.data?.helm_template ?? {})).toHaveLength(2);
  });
});

describe('machines that an add-on would not find', () => {
  const metal = (stack: TerraformStack): StaticMachinePool =>
    new StaticMachinePool(stack, 'Metal', {
      image: new ImageFactorySchematic(stack, 'MetalImage', { talosVersion: 'v1.13.9' }),
      machines: { 'rack-1': { address: '10.10.0.99' } },
      nodeSubnets: ['10.10.0.0/24'],
    });
  const more = (stack: TerraformStack): ProxmoxVmPool =>
    new ProxmoxVmPool(stack, 'More', {
      ...HOME,
      image: stack.node.findChild('Image') as ImageFactorySchematic,
      machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.41' }),
      network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
      proxmoxNodes: ['pve1'],
      cores: 2,
      memoryMiB: 4096,
      diskGiB: 20,
    });
  const mixed = (addOn: (stack: TerraformStack) => ClusterAddOn) => (app: App) => {
    let made: SmallClusterChanges['cluster'];
    buildSmallCluster(app, {
      ...ON_PROXMOX,
      get cluster() {
        const stack = app.node.findChild(SMALL) as TerraformStack;
        // Read more than once.
        made ??= { addOns: [addOn(stack)], workerPools: [more(stack), metal(stack)] };
        return made;
      },
    });
  };

  test('fail when a pool is in no region, or in another one', () => {
    const report = reportOf(cluster(csi(), { controlPlane: { region: 'office' }, worker: {} }));
    expect(report).toContain(
      'TALOS250  small/Cluster/AddOns/proxmox-csi\n  pools are in no Proxmox cluster that the add-on knows',
    );
    expect(report).toContain("given:   'small/ControlPlane' in 'office', 'small/Worker' in no region");
    expect(report).toContain("allowed: region 'home'");
  });

  test('are passed over by the driver, whose pods go to the region alone', () => {
    expect(() => synthesized(mixed(csi()))).not.toThrow();
  });

  test('fail with the controller manager, whose taint would stay on them for ever', () => {
    const report = reportOf(mixed(ccm));
    expect(report).toContain('machines of the cluster are not on Proxmox');
    expect(report).toContain("given:   'small/Metal'");
  });
});

describe('a token', () => {
  const at = (app: App): TerraformStack => new TerraformStack(app, 'tokens');

  test('fails when its secret is written out, and does not repeat it', () => {
    expect(() => ProxmoxApiToken.of({ tokenId: 'k8s@pve!csi', secret: '1234-5678' })).toThrow(
      "TALOS326 the secret of the token 'k8s@pve!csi' is written into the program",
    );
    expect(() => ProxmoxApiToken.of({ tokenId: 'k8s@pve!csi', secret: '1234-5678' })).not.toThrow('1234-5678');
  });

  test.each(['k8s@pve', 'k8s!csi', 'k8s@pve!csi=1234', ''])('fails when its id is %p', (tokenId) => {
    const secret = new TerraformVariable(at(new App()), 'token', {}).stringValue;
    expect(() => ProxmoxApiToken.of({ tokenId, secret })).toThrow('TALOS252 this is not the id of an API token');
    expect(() => ProxmoxApiToken.of({ tokenId, secret })).not.toThrow('1234');
  });

  test.each([
    'http://pve1:8006',
    'pve1:8006',
    'https://pve1:8006/api2/json',
    'https://user@pve1:8006',
    'https://pve1:99999',
    'https://[fd00::1]:65536',
    'https://pve1:0',
  ])('fails to be used at %p', (url) => {
    expect(() => ProxmoxApi.of({ url, token: token(at(new App())) })).toThrow(
      'TALOS251 this is not the address of a Proxmox API',
    );
  });

  test.each(['https://pve1.example.org:8006', 'https://10.0.0.1:8006/', 'https://[fd00::1]:8006', 'https://pve'])(
    'may be used at %p',
    (url) => {
      expect(ProxmoxApi.of({ url, token: token(at(new App())) }).url).toBe(`${url.replace(/\/$/, '')}/api2/json`);
    },
  );

  test('fails when the authority is a key, and does not repeat it', () => {
    const call = (): unknown =>
      ProxmoxApi.withAuthority({ url: 'https://pve1:8006', token: token(at(new App())) }, 'MIIEpAIBAAKCAQEA');
    expect(call).toThrow('TALOS256 this is not a certificate in PEM form');
    expect(call).not.toThrow('MIIE');
  });

  const trusting = (certificate: string) => (): unknown =>
    ProxmoxApi.withAuthority({ url: 'https://pve1:8006', token: token(at(new App())) }, certificate);

  test('fails when a private key is among the certificates, which everybody in the cluster could read', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END PRIVATE KEY-----\n';
    for (const text of [`${CERTIFICATE}${key}${CERTIFICATE}`, `${CERTIFICATE}${key}`, key]) {
      expect(trusting(text)).toThrow('TALOS256 there is a private key in this, which the cluster must not have');
      expect(trusting(text)).not.toThrow('MIIE');
    }
  });

  test('fails when a certificate is not whole', () => {
    expect(trusting(`${CERTIFICATE}-----BEGIN CERTIFICATE-----\nMIIB\n`)).toThrow('TALOS256 this is not a certificate');
    expect(trusting('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----')).toThrow('TALOS256');
  });

  test('trusts several authorities, with words between them', () => {
    expect(trusting(`# old\n${CERTIFICATE}# new\n${CERTIFICATE}`)).not.toThrow();
    expect(trusting(CERTIFICATE.replace(/\n/g, '\r\n'))).not.toThrow();
  });
});
