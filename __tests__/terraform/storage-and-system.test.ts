import { Lazy, TerraformStack, TerraformVariable } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { VersionContract } from '../../lib';
import { DiskEncryption } from '../../lib/config/settings/storage/disk-encryption';
import { DiskSelector } from '../../lib/config/settings/storage/disk-selector';
import { VolumeSize } from '../../lib/config/settings/storage/volume-size';
import { FULL_STORAGE_SETTINGS, FULL_SYSTEM_SETTINGS } from '../support/settings/storage-and-system';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig } from './support/workspace';

const PASSPHRASE = 'correct horse battery staple';

// The schema of Talos 1.12 and 1.13 has an object where Talos reads the address of a log server: the emulated provider
// warns of every such address, and the real one does not. One machine has it, so that no other warning hides behind it.
const { logDestinations, ...SYSTEM_SETTINGS } = FULL_SYSTEM_SETTINGS;
const SCHEMA_SLIP = "- at '/machine/logging/destinations/0/endpoint': got string, want object";

type Document = Record<string, unknown> & { readonly machine?: Record<string, unknown> };

/** The contract with fewer fields and kinds: what it takes, the later one takes too, but for the environment. */
const versionContract = VersionContract.V1_12;

describe('with the oldest contract, every setting', () => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  function documentsOf(machine: string): readonly Document[] {
    const found = workspace
      .state()
      .find(({ type, address }) => type === 'talos_machine_configuration' && address.includes(machine));
    return parseAllDocuments(found?.values.machine_configuration as string).map((each) => each.toJS() as Document);
  }

  testOnRig('of disks and of the operating system is one that Talos takes', () => {
    workspace.synthesize((app) => {
      const reference = Lazy.stringValue({ produce: () => '${var.passphrase}' });
      const cluster = buildSmallCluster(app, {
        image: { systemExtensions: ['siderolabs/drbd', 'siderolabs/tailscale'] },
        controlPlane: { settings: { logDestinations } },
        cluster: {
          versionContract,
          settings: {
            ...FULL_STORAGE_SETTINGS,
            ...SYSTEM_SETTINGS,
            swapVolumes: {
              swap: {
                disk: DiskSelector.systemDisk(),
                size: VolumeSize.exactly('4GiB'),
                encryption: DiskEncryption.nodeId().or(DiskEncryption.passphrase(reference)),
              },
            },
          },
        },
      });
      new TerraformVariable(TerraformStack.of(cluster), 'passphrase', { type: 'string', sensitive: true });
    });
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    const output = workspace.apply({ TF_VAR_passphrase: PASSPHRASE });
    expect(output.match(/Warning: .*|more similar warnings|^ *- at .*$/gm)?.map((line) => line.trim())).toEqual([
      'Warning: deprecated machine configuration',
      SCHEMA_SLIP,
    ]);

    const worker = documentsOf('worker-0');
    expect(worker.find(({ kind }) => kind === 'SwapVolumeConfig')).toMatchObject({
      encryption: { keys: [{ slot: 0 }, { slot: 1, static: { passphrase: PASSPHRASE } }] },
    });
    const v1alpha1 = worker.find(({ machine }) => machine !== undefined)?.machine;
    expect(v1alpha1?.files).toContainEqual(expect.objectContaining({ path: '/var/etc/motd', permissions: 0o640 }));
    expect(v1alpha1?.features).not.toHaveProperty('kubernetesTalosAPIAccess');
    expect(documentsOf('control-plane-0').find(({ machine }) => machine !== undefined)?.machine).toHaveProperty(
      'features.kubernetesTalosAPIAccess.enabled',
      true,
    );
  });
});
