import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { App } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { AddOnChart, ClusterAddOn } from '../../lib';
import {
  AwsCloudControllerManager,
  AwsEbsCsiDriver,
  AwsEcrCredentials,
  AwsPodIdentity,
  AwsServiceAccountRole,
} from '../../lib/aws';
import { KeysFolder, PUBLIC_KEY } from '../platforms/aws/support/issuer-keys';
import { SMALL_AWS, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { StateResource, Workspace, testOnRig } from './support/workspace';

interface V1alpha1 {
  readonly machine?: { readonly kubelet?: unknown; readonly network?: unknown };
  readonly cluster?: {
    readonly apiServer?: { readonly extraArgs?: unknown };
    readonly externalCloudProvider?: unknown;
    readonly inlineManifests?: readonly { readonly name: string; readonly contents: string }[];
  };
}

const ISSUER = 'https://small-issuer.s3.eu-central-1.amazonaws.com';
const NAMED = { clusterTag: 'small', nodeNames: 'platform' } as const;
const keys = new KeysFolder();
const charts = mkdtempSync(join(tmpdir(), 'cdktf-talos-chart-'));

/** A chart that is as small as one can be. */
function localChart(name: string): AddOnChart {
  mkdirSync(join(charts, name, 'templates'), { recursive: true });
  writeFileSync(join(charts, name, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  return AddOnChart.local(join(charts, name), '1.0.0');
}

/** The small cluster with every add-on; the driver's manifest is there only when the keys are. */
function withAddOns(keysFile: string, more: readonly ClusterAddOn[] = []): (app: App) => void {
  return (app) => {
    const addOns: ClusterAddOn[] = [];
    buildSmallAwsCluster(app, {
      controlPlane: NAMED,
      worker: NAMED,
      morePools: (scope) => {
        const identity = new AwsPodIdentity(scope, 'Identity', {
          region: 'eu-central-1',
          bucketName: 'small-issuer',
          keysFile,
        });
        new AwsServiceAccountRole(scope, 'Reader', {
          identity,
          namespace: 'shop',
          serviceAccount: 'reader',
          statements: [],
        });
        addOns.push(
          identity,
          new AwsCloudControllerManager({ chart: localChart('aws-cloud-controller-manager') }),
          new AwsEcrCredentials({ repositoryArns: ['arn:aws:ecr:eu-central-1:123456789012:repository/team/*'] }),
          new AwsEbsCsiDriver({ chart: localChart('aws-ebs-csi-driver'), identity }),
          ...more,
        );
        return [];
      },
      cluster: { addOns },
    });
  };
}

function configuration(state: readonly StateResource[], machine: string): { text: string; merged: V1alpha1 } {
  const found = state.find(({ type, address }) => type === 'talos_machine_configuration' && address.includes(machine));
  const text = found?.values.machine_configuration as string;
  const documents = parseAllDocuments(text).map((document) => document.toJS() as V1alpha1);
  return { text, merged: documents.find((document) => document.machine !== undefined) ?? {} };
}

function manifestNames(state: readonly StateResource[]): string[] {
  return (configuration(state, 'control-plane-0').merged.cluster?.inlineManifests ?? []).map(({ name }) => name);
}

describe('a cluster with every add-on of AWS', () => {
  const workspace = new Workspace(SMALL_AWS);
  afterAll(() => {
    workspace.remove();
    keys.remove();
    rmSync(charts, { recursive: true });
  });

  testOnRig('is applied, and its machines are told what the add-ons need', () => {
    workspace.synthesize(withAddOns(keys.missing));
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    const plan = workspace.terraform(['plan', '-input=false', '-no-color']).output;
    // Charts are rendered by the plan that makes the role which one of them names.
    expect(plan).toContain('will be read during apply');
    expect(plan).not.toMatch(/data\.helm_template\.\S+ will be read during apply/);
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);

    const state = workspace.state();
    const controlPlane = configuration(state, 'control-plane-0');
    expect(controlPlane.merged.cluster).toMatchObject({
      externalCloudProvider: { enabled: true },
      apiServer: {
        extraArgs: {
          'service-account-issuer': ISSUER,
          'service-account-jwks-uri': `${ISSUER}/openid/v1/jwks`,
        },
      },
    });
    expect(manifestNames(state)).toEqual([
      'aws-cloud-controller-manager',
      'aws-ebs-storage-class',
      'aws-ebs-csi-driver',
    ]);
    const worker = configuration(state, 'worker-0');
    expect(worker.merged.machine?.kubelet).toMatchObject({
      registerWithFQDN: true,
      credentialProviderConfig: { providers: [{ name: 'ecr-credential-provider' }] },
    });
    expect(worker.text).not.toContain('inlineManifests');
    expect(worker.text).not.toContain('hostname: worker-0');
  });

  testOnRig('seeds its machines with all but the manifests, within the limit of user data', () => {
    const seeds = workspace
      .state()
      .flatMap(({ type, values }) =>
        type === 'aws_instance' ? [Buffer.from(values.user_data_base64 as string, 'base64')] : [],
      );
    expect(seeds).toHaveLength(3);
    for (const seed of seeds) {
      expect(seed.length).toBeLessThan(16_384);
      const text = gunzipSync(seed).toString();
      expect(text).toContain('registerWithFQDN: true');
      expect(text).not.toContain('inlineManifests:');
    }
  });

  testOnRig('publishes the keys once they are there, and changes nothing else', () => {
    const keysFile = keys.write('issuer-keys.json', { keys: [PUBLIC_KEY] });
    workspace.synthesize(withAddOns(keysFile));
    expect(workspace.plan().map(({ type, actions }) => ({ type, actions }))).toEqual([
      { type: 'aws_s3_object', actions: ['create'] },
    ]);
    workspace.apply();
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('gets another add-on by the configuration of its machines alone', () => {
    const keysFile = keys.write('issuer-keys.json', { keys: [PUBLIC_KEY] });
    const more: ClusterAddOn = {
      name: 'more',
      addTo: () => ({
        namespaces: [{ name: 'more', podSecurity: 'privileged' }],
        releases: [
          {
            chart: localChart('more'),
            chartName: 'more',
            repository: 'https://charts.example.org',
            namespace: 'more',
            values: {},
          },
        ],
      }),
    };
    workspace.synthesize(withAddOns(keysFile, [more]));
    const changed = workspace.plan();
    expect(changed.filter(({ type }) => type === 'aws_instance' || type.startsWith('aws_iam'))).toEqual([]);
    expect(changed.filter(({ actions }) => actions.includes('delete') && actions.length === 1)).toEqual([]);
    workspace.apply();
    expect(manifestNames(workspace.state())).toEqual([
      'namespace-more',
      'aws-cloud-controller-manager',
      'aws-ebs-storage-class',
      'aws-ebs-csi-driver',
      'more',
    ]);
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('is taken down whole', () => {
    workspace.destroy();
    expect(workspace.state()).toEqual([]);
  });
});
