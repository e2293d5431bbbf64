import { LocalBackend, TerraformStack } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import {
  Cni,
  ConfigPatch,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  StaticMachinePool,
  TalosCluster,
  VersionContract,
} from '../../lib';
import { IngressFirewall } from '../../lib/config/ingress-firewall';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig } from './support/workspace';

const AGENT = { systemExtensions: ['siderolabs/qemu-guest-agent'] } as const;

/** Shapes of a cluster that the stacks do not use. */
const VARIANTS: readonly { readonly variant: string; readonly changes: SmallClusterChanges }[] = [
  { variant: 'leased addresses', changes: { image: AGENT, worker: { machines: ProxmoxMachines.leased(2) } } },
  {
    variant: 'named and pinned machines',
    changes: {
      worker: { machines: ProxmoxMachines.named({ gpu: { address: '10.10.0.31', proxmoxNode: 'pve2', vmId: 131 } }) },
    },
  },
  { variant: 'secure boot', changes: { image: { secureBoot: { includeWellKnownCertificates: true } } } },
  { variant: 'an Image Factory of one’s own', changes: { image: { factoryUrl: 'https://factory.example.org:8443' } } },
  {
    variant: 'a VLAN and a region',
    changes: { worker: { network: { cidr: '10.10.0.0/24', vlanId: 7 }, region: 'home' } },
  },
  { variant: 'control planes alone', changes: { cluster: { workerPools: [] } } },
];

describe('a cluster with', () => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  test.each(VARIANTS)('$variant is valid, without a warning', ({ changes }) => {
    workspace.synthesize((app) => buildSmallCluster(app, changes));
    workspace.init();
    expect(workspace.validate()).toEqual([]);
  });
});

describe('machines that exist already', () => {
  const workspace = new Workspace('metal');
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('are configured and bootstrapped, and the next plan is empty', () => {
    workspace.synthesize((app) => {
      const stack = new TerraformStack(app, 'metal');
      new LocalBackend(stack, { path: 'terraform.tfstate' });
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      new TalosCluster(stack, 'Cluster', {
        clusterName: 'metal',
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.virtualIp('192.0.2.5', { link: 'eno1' }),
        ingressFirewall: IngressFirewall.on({ operators: ['198.51.100.0/24'] }),
        preventDestroy: false,
        controlPlane: new StaticMachinePool(stack, 'Metal', {
          image,
          machines: { 'rack-1': { address: '192.0.2.10', topology: { zone: 'rack-1' } } },
          nodeSubnets: ['192.0.2.0/24'],
        }),
      });
    });
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    workspace.apply();
    expect(workspace.plan()).toEqual([]);
  });
});

describe('text that looks like a template', () => {
  const workspace = new Workspace(SMALL);
  const text = 'echo "${HOME}" \'%{if}\' \\ back\\n $${x} %%{y} grüße\n\tend\n';
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('reaches the machine as it was typed', () => {
    workspace.synthesize((app) =>
      buildSmallCluster(app, {
        cluster: {
          cni: Cni.manifest('cni', `apiVersion: v1\nkind: ConfigMap\ndata:\n  script: ${JSON.stringify(text)}\n`),
          configPatches: [
            ConfigPatch.merge({
              machine: { files: [{ path: '/var/script', op: 'create', permissions: 0o600, content: text }] },
            }),
          ],
        },
      }),
    );
    workspace.init();
    workspace.apply();
    const found = workspace
      .state()
      .find(({ type, address }) => type === 'talos_machine_configuration' && address.includes('control-plane-0'));
    const [configuration] = parseAllDocuments(found?.values.machine_configuration as string);
    const merged = configuration?.toJS() as {
      machine: { files: { content: string }[] };
      cluster: { inlineManifests: { contents: string }[] };
    };
    expect(merged.machine.files[0]?.content).toBe(text);
    const manifest = parseAllDocuments(merged.cluster.inlineManifests[0]?.contents ?? '')[0];
    expect((manifest?.toJS() as { data: { script: string } }).data.script).toBe(text);
  });
});
