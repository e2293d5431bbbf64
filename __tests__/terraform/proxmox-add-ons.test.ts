import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerraformStack } from 'cdktf';
import { parse, parseAllDocuments } from 'yaml';
import { AddOnChart, ClusterAddOn, ClusterSecrets } from '../../lib';
import {
  ProxmoxAddOnAccess,
  ProxmoxAddOnUse,
  ProxmoxApi,
  ProxmoxApiToken,
  ProxmoxCloudControllerManager,
  ProxmoxCsi,
} from '../../lib/proxmox';
import { EphemeralVariable } from '../../lib/terraform/ephemeral-variable';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { StateResource, Workspace, testOnRig, told } from './support/workspace';

const URL = 'https://pve.example.org:8006';
const SECRET = '5f3c0000-aaaa-4bbb-8ccc-00000000c51f';
const HOME = { controlPlane: { region: 'home' }, worker: { region: 'home' } };

const charts = mkdtempSync(join(tmpdir(), 'cdktf-talos-charts-'));

/** A chart on disk, as small as one can be. */
function chart(name: string): AddOnChart {
  const folder = join(charts, name);
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.2.3\n`);
  writeFileSync(
    join(folder, 'templates', 'deployment.yaml'),
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: {{ .Values.existingConfigSecret }} }\n',
  );
  return AddOnChart.local(folder, '1.2.3');
}

function addOns(api: (use: ProxmoxAddOnUse) => ProxmoxApi): ClusterAddOn[] {
  return [
    new ProxmoxCloudControllerManager({
      chart: chart('proxmox-cloud-controller-manager'),
      proxmoxClusters: { home: api(ProxmoxAddOnUse.cloudControllerManager()) },
    }),
    new ProxmoxCsi({
      chart: chart('proxmox-csi-plugin'),
      proxmoxClusters: { home: api(ProxmoxAddOnUse.csi(['ceph'])) },
      storageClasses: { ceph: { datastore: 'ceph', ssd: true, isDefault: true } },
    }),
  ];
}

/** A user, a role and a token for each add-on, made in the stack of the cluster. */
function made(stack: TerraformStack): ClusterAddOn[] {
  return addOns((use) =>
    ProxmoxApi.of({ url: URL, token: new ProxmoxAddOnAccess(stack, use.shortName, { use }).token }),
  );
}

/** Tokens that exist, given with every run, and kept nowhere. */
function given(stack: TerraformStack): ClusterAddOn[] {
  const secret = new EphemeralVariable(stack, 'token').stringValue;
  return addOns((use) =>
    ProxmoxApi.of({ url: URL, token: ProxmoxApiToken.of({ tokenId: `k8s@pve!${use.shortName}`, secret }) }),
  );
}

function synthesize(
  workspace: Workspace,
  cluster: (stack: TerraformStack) => NonNullable<SmallClusterChanges['cluster']>,
): void {
  workspace.synthesize((app) =>
    buildSmallCluster(app, {
      ...HOME,
      get cluster() {
        return cluster(app.node.findChild(SMALL) as TerraformStack);
      },
    }),
  );
}

function configuration(state: readonly StateResource[], machine: string): string {
  const found = state.find(({ type, address }) => type === 'talos_machine_configuration' && address.includes(machine));
  return found?.values.machine_configuration as string;
}

/** The configuration file in each of the add-ons' secrets, as a pod reads it. */
function configFiles(text: string): unknown[] {
  const [configuration] = parseAllDocuments(text).map(
    (document) => document.toJS() as { cluster?: { inlineManifests?: { name: string; contents: string }[] } },
  );
  return (configuration?.cluster?.inlineManifests ?? [])
    .filter(({ name }) => name.endsWith('-config'))
    .map(({ contents }) => {
      const secret = parse(contents) as { stringData: Record<string, string> };
      return parse(secret.stringData['config.yaml'] ?? '') as unknown;
    });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.includes('.terraform/') && !name.endsWith('.plan'))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const inState = new Workspace(SMALL);
const outside = new Workspace(SMALL);
let machineSecrets = '';

afterAll(() => {
  inState.remove();
  outside.remove();
  rmSync(charts, { recursive: true, force: true });
});

describe('with tokens that Terraform makes, the add-ons', () => {
  testOnRig('are created without a warning, and stay as they are', () => {
    synthesize(inState, (stack) => ({ addOns: made(stack) }));
    inState.init();
    expect(inState.validate()).toEqual([]);
    expect(inState.apply()).not.toContain('Warning');
    expect(inState.plan()).toEqual([]);
  });

  testOnRig('find their own token in their own secret, on control planes alone', () => {
    const state = inState.state();
    const secrets = state
      .filter(({ type }) => type === 'proxmox_user_token')
      .map(({ values }) => String(values.value).split('=').at(-1) ?? '');
    machineSecrets = JSON.stringify(state.find(({ type }) => type === 'talos_machine_secrets')?.values.machine_secrets);
    const files = configFiles(configuration(state, 'control-plane-0')) as {
      clusters: { token_id: string; token_secret: string }[];
    }[];
    expect(files.map(({ clusters: [cluster] }) => cluster?.token_id)).toEqual([
      'small-ccm@pve!ccm',
      'small-csi@pve!csi',
    ]);
    const found = files.map(({ clusters: [cluster] }) => cluster?.token_secret);
    expect(new Set(found)).toEqual(new Set(secrets));
    expect(found.every((secret) => (secret ?? '').length > 8)).toBe(true);
    for (const secret of secrets) expect(configuration(state, 'worker-0')).not.toContain(secret);
  });

  testOnRig('go with their users and tokens, which changes machines and replaces none', () => {
    synthesize(inState, () => ({}));
    const changes = told(inState.plan());
    expect(changes.filter((line) => line.startsWith('talos_machine '))).toEqual(
      ['control-plane-0', 'worker-0', 'worker-1'].map((name) => `talos_machine Cluster_${name}: update`),
    );
    expect(changes.filter((line) => line.startsWith('proxmox_')).every((line) => line.endsWith(': delete'))).toBe(true);
    expect(changes.filter((line) => line.includes('virtual_environment_vm'))).toEqual([]);
  });
});

describe('with tokens that are kept nowhere, the add-ons', () => {
  testOnRig(
    'leave no trace of them in the state, or in what synthesis wrote, where the keys of the cluster are outside of it too',
    () => {
      const environment = { TF_VAR_token: SECRET, TF_VAR_machine_secrets: machineSecrets };
      synthesize(outside, (stack) => ({
        addOns: given(stack),
        secrets: ClusterSecrets.external(new EphemeralVariable(stack, 'machine_secrets').stringValue),
      }));
      outside.init();
      expect(outside.validate()).toEqual([]);
      outside.apply(environment);
      expect(outside.plan(environment)).toEqual([]);
      const files = filesBelow(outside.outdir);
      expect(files.some((path) => path.endsWith('terraform.tfstate'))).toBe(true);
      expect(files.filter((path) => readFileSync(path, 'latin1').includes(SECRET))).toEqual([]);
    },
  );
});
