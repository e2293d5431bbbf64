import { App } from 'cdktf';
import {
  DiskEncryption,
  DiskSelector,
  MachineFile,
  MachineSettings,
  TalosCluster,
  UserVolume,
  VolumeSize,
} from '../../../lib';
import { SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const small = (changes: SmallClusterChanges) => (app: App) => buildSmallCluster(app, changes);

const workers = (settings: MachineSettings, image: SmallClusterChanges['image'] = {}): ((app: App) => TalosCluster) =>
  small({ image, worker: { settings } });

const byTpm: MachineSettings = { ephemeralVolume: { encryption: DiskEncryption.tpm() } };

const drbd: MachineSettings = { kernelModules: { drbd: [] } };

const withTailscale = { systemExtensions: ['siderolabs/tailscale'] } as const;

const emergencyTrigger = 'memory_full_avg10 > 50.0';

/** TALOS300 to TALOS319. */
export const system: MendedChecks = {
  TALOS300: {
    wrong: () => VolumeSize.exactly('50 gigabytes'),
    right: () => VolumeSize.exactly('50GB'),
  },
  TALOS301: {
    wrong: () => VolumeSize.between('100GiB', '50GiB'),
    right: () => VolumeSize.between('50GiB', '100GiB'),
  },
  TALOS302: {
    wrong: workers({ userVolumes: { local_data: UserVolume.directory() } }),
    right: workers({ userVolumes: { 'local-data': UserVolume.directory() } }),
  },
  TALOS303: {
    wrong: () => DiskSelector.matching({}),
    right: () => DiskSelector.matching({ transport: 'nvme' }),
  },
  TALOS304: {
    wrong: () => DiskEncryption.kms('kms.example.org:4050'),
    right: () => DiskEncryption.kms('https://kms.example.org:4050'),
  },
  TALOS306: {
    wrong: small({ image: { secureBoot: {} }, worker: { tpm: false, settings: byTpm } }),
    right: small({ image: { secureBoot: {} }, worker: { tpm: true, settings: byTpm } }),
  },
  TALOS307: {
    wrong: small({ worker: { tpm: true, settings: byTpm } }),
    right: small({ image: { secureBoot: {} }, worker: { tpm: true, settings: byTpm } }),
  },
  TALOS308: {
    wrong: workers({ stateVolume: { encryption: DiskEncryption.nodeId({ lockToState: true }) } }),
    right: workers({ stateVolume: { encryption: DiskEncryption.nodeId() } }),
  },
  TALOS309: {
    wrong: workers({ sysctls: { '/proc/sys/vm/max_map_count': '262144' } }),
    right: workers({ sysctls: { 'vm.max_map_count': '262144' } }),
  },
  TALOS310: {
    wrong: workers(drbd, { systemExtensions: [] }),
    right: workers(drbd, { systemExtensions: ['siderolabs/drbd'] }),
  },
  TALOS311: {
    wrong: workers({ logDestinations: [{ url: 'logs.example.org:6050' }] }),
    right: workers({ logDestinations: [{ url: 'tcp://logs.example.org:6050' }] }),
  },
  TALOS312: {
    wrong: workers({ watchdog: { timeoutSeconds: 5 } }),
    right: workers({ watchdog: { timeoutSeconds: 10 } }),
  },
  TALOS313: {
    wrong: workers({ files: { '/etc/motd': MachineFile.create('hello\n') } }),
    right: workers({ files: { '/var/etc/motd': MachineFile.create('hello\n') } }),
  },
  TALOS314: {
    wrong: workers({
      kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: ['kube_system'] },
    }),
    right: workers({
      kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: ['kube-system'] },
    }),
  },
  TALOS315: {
    wrong: workers({ extensionServices: { tailscale: {} } }, withTailscale),
    right: workers(
      { extensionServices: { tailscale: { environment: { TS_ROUTES: '10.244.0.0/16' } } } },
      withTailscale,
    ),
  },
  TALOS316: {
    wrong: workers({ oomHandler: { triggerExpression: emergencyTrigger } }),
    right: workers({
      oomHandler: {
        triggerExpression: emergencyTrigger,
        cgroupRankingExpression: 'class == Besteffort ? 1.0 : 0.0',
      },
    }),
  },
};
