import { gunzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { VersionContract } from '../../lib';
import { CiliumChart } from '../../lib/config/cilium/cilium-chart';
import { CiliumHubble } from '../../lib/config/cilium/cilium-choices';
import { Cni } from '../../lib/config/cni';
import { SMALL_AWS, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { StateResource, Workspace, testOnRig } from './support/workspace';

interface V1alpha1 {
  readonly machine?: { readonly features?: unknown };
  readonly cluster?: {
    readonly inlineManifests?: readonly { readonly name: string; readonly contents: string }[];
    readonly network?: { readonly cni?: unknown };
    readonly proxy?: unknown;
  };
}

const CNI = Cni.cilium(CiliumChart.release('1.18.4'), { hubble: CiliumHubble.withRelay(), bpfMasquerade: true });

function configuration(state: readonly StateResource[], machine: string): { text: string; merged: V1alpha1 } {
  const found = state.find(({ type, address }) => type === 'talos_machine_configuration' && address.includes(machine));
  const text = found?.values.machine_configuration as string;
  const documents = parseAllDocuments(text).map((document) => document.toJS() as V1alpha1);
  return { text, merged: documents.find((document) => document.machine !== undefined) ?? {} };
}

function manifestOf(state: readonly StateResource[]): string {
  return state.find(({ type }) => type === 'helm_template')?.values.manifest as string;
}

describe.each([VersionContract.V1_12, VersionContract.V1_13])('with contract %s, Cilium', (versionContract) => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('comes with the control planes, byte for byte, and in the place of kube-proxy', () => {
    workspace.synthesize((app) => buildSmallCluster(app, { cluster: { versionContract, cni: CNI } }));
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);

    const state = workspace.state();
    const manifest = manifestOf(state);
    expect(manifest).toContain('${');
    expect(manifest).toContain('"');
    const controlPlane = configuration(state, 'control-plane-0').merged;
    expect(controlPlane.cluster).toMatchObject({
      inlineManifests: [{ name: 'cilium', contents: manifest }],
      network: { cni: { name: 'none' } },
      proxy: { disabled: true },
    });
    expect(controlPlane.machine?.features).toMatchObject({
      kubePrism: { enabled: true, port: 7445 },
      hostDNS: { enabled: true, forwardKubeDNSToHost: false },
    });
    const worker = configuration(state, 'worker-0');
    expect(worker.merged.cluster?.inlineManifests).toBeUndefined();
    expect(worker.merged.cluster?.proxy).toBeUndefined();
    expect(worker.merged.machine?.features).toMatchObject({ kubePrism: { port: 7445 } });
    expect(worker.text).not.toContain('inlineManifests');
  });
});

describe('on AWS, Cilium', () => {
  const workspace = new Workspace(SMALL_AWS);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('comes after the first boot, whose configuration does not hold it', () => {
    workspace.synthesize((app) => buildSmallAwsCluster(app, { firewall: { cni: CNI }, cluster: { cni: CNI } }));
    workspace.init();
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);

    const state = workspace.state();
    const manifest = manifestOf(state);
    const seeds = state.flatMap(({ type, values }) =>
      type === 'aws_instance' ? [Buffer.from(values.user_data_base64 as string, 'base64')] : [],
    );
    expect(seeds).toHaveLength(3);
    for (const seed of seeds) {
      expect(seed.length).toBeLessThan(16_384);
      const text = gunzipSync(seed).toString();
      expect(text).toContain('machine:');
      expect(text).not.toContain('inlineManifests:');
    }
    expect(configuration(state, 'control-plane-0').merged.cluster?.inlineManifests).toEqual([
      { name: 'cilium', contents: manifest },
    ]);
  });
});
