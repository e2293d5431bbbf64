import { StorageSettings } from '../../../lib/config/settings/storage-settings';
import { DiskEncryption } from '../../../lib/config/settings/storage/disk-encryption';
import { DiskSelector } from '../../../lib/config/settings/storage/disk-selector';
import { Filesystem } from '../../../lib/config/settings/storage/filesystem';
import { UserVolume } from '../../../lib/config/settings/storage/user-volume';
import { VolumeSize } from '../../../lib/config/settings/storage/volume-size';
import { SystemSettings } from '../../../lib/config/settings/system-settings';
import { MachineFile } from '../../../lib/config/settings/system/machine-file';

/** Every setting of disks at once; machines need no TPM. */
export const FULL_STORAGE_SETTINGS: StorageSettings = {
  stateVolume: { encryption: DiskEncryption.kms('https://kms.example.org:4050').or(DiskEncryption.nodeId()) },
  ephemeralVolume: {
    disk: DiskSelector.systemDisk(),
    size: VolumeSize.between('10GiB', '50GiB'),
    grow: false,
    encryption: DiskEncryption.nodeId({ lockToState: true }),
  },
  imageCacheVolume: { size: VolumeSize.exactly('2GiB') },
  userVolumes: {
    data: UserVolume.partition({
      disk: DiskSelector.matching({
        systemDisk: false,
        transport: 'nvme',
        rotational: false,
        minSize: '100GB',
        maxSize: '2TB',
        model: 'Samsung*',
        serial: 'S6*',
        wwid: 'eui.*',
        busPath: '/pci0000:00/*',
      }),
      size: VolumeSize.atMost('80%'),
      grow: true,
      filesystem: Filesystem.xfs({ projectQuotaSupport: true }),
      encryption: DiskEncryption.kms('https://kms.example.org'),
    }),
    archive: UserVolume.disk({
      disk: DiskSelector.cel('disk.rotational && !system_disk'),
      filesystem: Filesystem.ext4(),
    }),
    scratch: UserVolume.directory(),
    old: UserVolume.existing({ match: 'volume.partition_label == "MY-DATA"', readOnly: true }),
  },
  rawVolumes: { ceph: { disk: DiskSelector.matching({ systemDisk: false }), size: VolumeSize.atLeast('1TiB') } },
  swapVolumes: {
    swap: {
      disk: DiskSelector.systemDisk(),
      size: VolumeSize.exactly('4GiB'),
      encryption: DiskEncryption.nodeId(),
    },
  },
  zswap: { maxPoolPercent: 25, shrinkerEnabled: true },
};

/** Every setting of the operating system at once; the image needs `siderolabs/drbd` and `siderolabs/tailscale`. */
export const FULL_SYSTEM_SETTINGS: SystemSettings = {
  sysctls: { 'net.core.somaxconn': '65535', 'vm.max_map_count': '262144' },
  sysfs: { 'devices.system.cpu.cpu0.cpufreq.scaling_governor': 'performance' },
  kernelModules: { br_netfilter: [], drbd: ['usermode_helper=disabled'] },
  environment: { HTTPS_PROXY: 'http://proxy.example.org:3128', NO_PROXY: '10.0.0.0/8' },
  udevRules: ['SUBSYSTEM=="drm", KERNEL=="renderD*", GROUP="44", MODE="0660"'],
  files: {
    '/var/etc/motd': MachineFile.create('hello\n', { permissions: 0o640 }),
    '/etc/cri/conf.d/20-customization.part': MachineFile.create(
      '[plugins."io.containerd.cri.v1.runtime"]\n  device_ownership_from_security_context = true\n',
    ),
    '/etc/nfsmount.conf': MachineFile.overwrite('[ NFSMount_Global_Options ]\nnfsvers=4.2\n'),
  },
  extensionServices: {
    tailscale: {
      configFiles: { '/usr/local/etc/tailscale/example.conf': 'verbose = true\n' },
      environment: { TS_ROUTES: '10.244.0.0/16' },
    },
  },
  watchdog: { device: '/dev/watchdog0', timeoutSeconds: 120 },
  oomHandler: {
    cgroupRankingExpression: 'class == Besteffort ? 1.0 : 0.0',
    triggerExpression: 'memory_full_avg10 > 50.0',
    sampleIntervalMilliseconds: 250,
  },
  logDestinations: [{ url: 'tcp://logs.example.org:6050', extraTags: { cluster: 'full' } }],
  kernelLogDestinations: { central: 'udp://logs.example.org:6051' },
  eventSink: 'events.example.org:3247',
  kubernetesTalosApiAccess: {
    allowedRoles: ['os:reader', 'os:etcd:backup'],
    allowedKubernetesNamespaces: ['kube-system'],
  },
};
