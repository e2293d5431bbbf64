import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { DeploymentLock, DeploymentRisk, acceptWarning } from '../../../lib';
import { OperatorCidrs } from '../../../lib/config/operator-cidrs';
import {
  ProxmoxAccess,
  ProxmoxAddressing,
  ProxmoxFirewall,
  ProxmoxHighAvailability,
  ProxmoxMachines,
  ProxmoxMappedDevice,
  ProxmoxNetwork,
  ProxmoxNode,
  ProxmoxPciMapping,
  ProxmoxSdnNetwork,
  ProxmoxSdnZone,
  ProxmoxVersion,
  ProxmoxVmIdRange,
  ProxmoxVmPoolProps,
} from '../../../lib/proxmox';
import { buildOtherCluster } from '../../platforms/proxmox/support/other-cluster';
import { OPERATORS, SMALL, buildSmallCluster } from '../../support/small-cluster';
import { block, synthesized } from '../../support/synthesis';
import { Mended, MendedChecks } from './mended';

type Pool = Partial<ProxmoxVmPoolProps>;
type Build = Mended['wrong'];

const worker = (changes: Pool) => (app: App) => buildSmallCluster(app, { worker: changes });
const controlPlane = (changes: Pool) => (app: App) => buildSmallCluster(app, { controlPlane: changes });

const ON_NETWORK: ProxmoxNetwork = { cidr: '10.10.0.0/24', gateway: '10.10.0.1' };
const onNetwork = (changes: Partial<ProxmoxNetwork>): Build => worker({ network: { ...ON_NETWORK, ...changes } });

const numbered = (count: number, firstAddress: string, firstVmId?: number): ProxmoxMachines =>
  ProxmoxMachines.numbered(count, { firstAddress, ...(firstVmId === undefined ? {} : { firstVmId }) });
const withMac = (a: string, b: string): Build =>
  worker({
    machines: ProxmoxMachines.named({
      a: { address: '10.10.0.21', macAddress: a },
      b: { address: '10.10.0.22', macAddress: b },
    }),
  });

const AGENT = { systemExtensions: ['siderolabs/qemu-guest-agent'] } as const;
const leased = (image: Partial<typeof AGENT>, network: ProxmoxNetwork) => (app: App) =>
  buildSmallCluster(app, { image, worker: { machines: ProxmoxMachines.leased(1), network } });

const nodes = (cores: number, ...memoryMiB: readonly number[]): ProxmoxNode[] =>
  memoryMiB.map((each, index) => ProxmoxNode.of(`pve${String(index + 1)}`, { cores, memoryMiB: each }));
/** Two workers where the control plane is on pve1, and one of them on the node that is named. */
const crowding = (proxmoxNode: string): Build =>
  worker({
    proxmoxNodes: nodes(16, 7000, 16_384),
    machines: ProxmoxMachines.named({ a: { address: '10.10.0.21', proxmoxNode }, b: { address: '10.10.0.22' } }),
  });

const further = (addresses: Readonly<Record<string, string>>): Build =>
  worker({
    additionalNetworks: [
      { bridge: 'vmbr1', addressing: ProxmoxAddressing.listed({ cidr: '10.40.0.0/24', addresses }) },
    ],
  });
const withSerials = (first: string, second: string): Build =>
  worker({
    additionalDisks: { scsi1: { sizeGiB: 50, serial: first }, scsi2: { sizeGiB: 50, serial: second } },
  });

const available = (sharedDatastores: readonly string[], changes: Pool = {}): Pool => ({
  proxmoxVersion: ProxmoxVersion.of('9.1'),
  highAvailability: ProxmoxHighAvailability.rules({ sharedDatastores }),
  ...changes,
});

const firewallIn = (app: App): ProxmoxFirewall =>
  new ProxmoxFirewall(new TerraformStack(app, 'rules'), 'Firewall', { operators: OperatorCidrs.of([OPERATORS]) });

/** Beside workers that keep 200 to 249. */
const besideRange = (vmIds: ProxmoxVmIdRange) => (app: App) => {
  worker({ machines: numbered(2, '10.10.0.21'), vmIds: ProxmoxVmIdRange.of(200, 249) })(app);
  buildOtherCluster(app, { vmIds });
};
/** Beside the pool worker, in its domain. */
const besideName = (name: string) => (app: App) => {
  const network = { ...ON_NETWORK, searchDomain: 'home.arpa' };
  buildSmallCluster(app, { worker: { network } });
  buildOtherCluster(app, { name, machines: numbered(1, '10.10.0.99'), network });
};

const sdn = (name: string) => (app: App) =>
  new ProxmoxSdnNetwork(new TerraformStack(app, 'net'), 'Lan', { name, zone: ProxmoxSdnZone.existing('k8s') });

const mapped = (changes: Partial<ProxmoxMappedDevice>) => (app: App) =>
  new ProxmoxPciMapping(new TerraformStack(app, 'devices'), 'Gpu', {
    name: 'gpu',
    devices: {
      pve1: [{ path: '0000:01:00.0', id: '10de:2684', subsystemId: '10de:167c', iommuGroup: 14, ...changes }],
    },
  });

/** The workers are changed after they have been deployed and locked. */
const later =
  (deployed: Pool, asked: Pool, ...accept: readonly DeploymentRisk[]) =>
  (app: App) => {
    const file = join(app.outdir, 'lock.json');
    const locked = (changes: Pool) => (to: App) =>
      buildSmallCluster(to, { worker: changes, cluster: { lock: DeploymentLock.file(file, { accept }) } });
    const before = synthesized(locked(deployed))[SMALL];
    const { lock } = block(before, 'resource', 'terraform_data', 'Cluster_Deployed').input as { lock: string };
    writeFileSync(file, lock);
    return locked(asked)(app);
  };

const access = (imageDatastores: readonly string[]) => (app: App) =>
  new ProxmoxAccess(new TerraformStack(app, 'access'), 'Access', {
    proxmoxVersion: ProxmoxVersion.of('9.1'),
    proxmoxNodes: ['pve1', 'pve2'],
    datastores: ['ceph', 'nfs'],
    imageDatastores,
  });

/** TALOS200 to TALOS249. */
export const proxmox: MendedChecks = {
  TALOS200: {
    wrong: worker({ machines: numbered(2, '10.10.0.254') }),
    right: worker({ machines: numbered(2, '10.10.0.253') }),
  },
  TALOS201: {
    wrong: worker({ machines: numbered(2, '10.10.0.1') }),
    right: worker({ machines: numbered(2, '10.10.0.2') }),
  },
  TALOS202: {
    wrong: onNetwork({ gateway: '10.10.1.1' }),
    right: onNetwork({ gateway: '10.10.0.1' }),
  },
  TALOS203: {
    wrong: leased({}, ON_NETWORK),
    right: leased(AGENT, ON_NETWORK),
  },
  TALOS204: {
    wrong: worker({ proxmoxNodes: ['pve1', 'pve2', 'pve2'] }),
    right: worker({ proxmoxNodes: ['pve1', 'pve2'] }),
  },
  TALOS205: {
    wrong: worker({ machines: numbered(2, '10.10.0.21', 99) }),
    right: worker({ machines: numbered(2, '10.10.0.21', 100) }),
  },
  TALOS206: {
    wrong: worker({ machines: numbered(2, '10.10.0.21', 110) }),
    right: worker({ machines: numbered(2, '10.10.0.21', 112) }),
  },
  TALOS207: {
    wrong: onNetwork({ vlanId: 5000 }),
    right: onNetwork({ vlanId: 4094 }),
  },
  TALOS208: {
    wrong: worker({ memoryMiB: 1024 }),
    right: worker({ memoryMiB: 2048 }),
  },
  TALOS209: {
    wrong: worker({ diskDatastore: 'my disks' }),
    right: worker({ diskDatastore: 'my-disks' }),
  },
  TALOS210: {
    wrong: worker({ proxmoxNodes: nodes(3, 16_384, 16_384), cores: 4 }),
    right: worker({ proxmoxNodes: nodes(3, 16_384, 16_384), cores: 2 }),
  },
  TALOS211: {
    wrong: () => ProxmoxNode.of('pve1', { cores: 0, memoryMiB: 16_384 }),
    right: () => ProxmoxNode.of('pve1', { cores: 8, memoryMiB: 16_384 }),
  },
  TALOS212: {
    wrong: crowding('pve1'),
    right: crowding('pve2'),
  },
  TALOS213: {
    wrong: controlPlane({ machines: numbered(3, '10.10.0.11'), proxmoxNodes: ['pve1', 'pve2'] }),
    right: controlPlane({ machines: numbered(3, '10.10.0.11'), proxmoxNodes: ['pve1', 'pve2', 'pve3'] }),
  },
  TALOS214: {
    wrong: worker({ cpuType: 'kvm64' }),
    right: worker({ cpuType: 'x86-64-v2-AES' }),
  },
  TALOS215: {
    wrong: worker({ sockets: 5 }),
    right: worker({ sockets: 4 }),
  },
  TALOS216: {
    wrong: onNetwork({ queues: 2, model: 'e1000' }),
    right: onNetwork({ queues: 2 }),
  },
  TALOS217: {
    wrong: onNetwork({ bridge: 'vmbr-0' }),
    right: onNetwork({ bridge: 'vmbr0' }),
  },
  TALOS218: {
    wrong: withMac('01:24:11:00:00:0A', 'BC:24:11:00:00:0B'),
    right: withMac('02:24:11:00:00:0A', 'BC:24:11:00:00:0B'),
  },
  TALOS219: {
    wrong: withMac('BC:24:11:00:00:0A', 'bc:24:11:00:00:0a'),
    right: withMac('BC:24:11:00:00:0A', 'bc:24:11:00:00:0b'),
  },
  TALOS220: {
    wrong: () => ProxmoxVersion.of('v9.1'),
    right: () => ProxmoxVersion.of('9.1'),
  },
  TALOS221: {
    wrong: worker({ proxmoxVersion: ProxmoxVersion.of('8.3') }),
    right: worker({ proxmoxVersion: ProxmoxVersion.of('8.4') }),
  },
  TALOS222: {
    wrong: worker({ tags: ['Prod'] }),
    right: worker({ tags: ['prod'] }),
  },
  TALOS223: {
    wrong: withSerials('data', 'data'),
    right: withSerials('data', 'bulk'),
  },
  TALOS224: {
    wrong: further({ '0': '10.40.0.21' }),
    right: further({ '0': '10.40.0.21', '1': '10.40.0.22' }),
  },
  TALOS225: {
    wrong: worker(available(['local-lvm'], { proxmoxVersion: ProxmoxVersion.of('8.4') })),
    right: worker(available(['local-lvm'], { proxmoxVersion: ProxmoxVersion.of('9.0') })),
  },
  TALOS226: {
    wrong: controlPlane(available(['ceph'])),
    right: controlPlane(available(['ceph'], { diskDatastore: 'ceph' })),
  },
  TALOS227: {
    wrong: worker(available([], { diskDatastore: 'ceph' })),
    right: worker(available(['ceph'], { diskDatastore: 'ceph' })),
  },
  TALOS228: {
    wrong: worker(available(['local-lvm'], { proxmoxNodes: ['pve1'] })),
    right: worker(available(['local-lvm'], { proxmoxNodes: ['pve1', 'pve2'] })),
  },
  TALOS229: {
    wrong: worker({ imageSha256: 'AB'.repeat(32) }),
    right: worker({ imageSha256: 'ab'.repeat(32) }),
  },
  TALOS230: {
    wrong: (app) => buildSmallCluster(app, { controlPlane: { firewall: firewallIn(app).workers } }),
    right: (app) => buildSmallCluster(app, { controlPlane: { firewall: firewallIn(app).controlPlane } }),
  },
  TALOS231: {
    wrong: worker(available(['local-lvm'], { startOrder: { order: 1 } })),
    right: worker(available(['local-lvm'])),
  },
  TALOS232: {
    wrong: later({ tpm: false }, { tpm: true }),
    right: later({ tpm: false }, { tpm: false }),
  },
  TALOS233: {
    wrong: leased(AGENT, { cidr: 'fd00:10::/64', gateway: 'fd00:10::1' }),
    right: leased(AGENT, ON_NETWORK),
  },
  TALOS234: {
    wrong: firewallIn,
    right: (app) => {
      acceptWarning(firewallIn(app), 'TALOS234', 'it is on');
    },
  },
  TALOS235: {
    wrong: onNetwork({ bridge: 'eno1' }),
    right: onNetwork({ bridge: 'vmbr0' }),
  },
  TALOS236: {
    wrong: worker({ machines: numbered(3, '10.10.0.21'), vmIds: ProxmoxVmIdRange.of(200, 201) }),
    right: worker({ machines: numbered(3, '10.10.0.21'), vmIds: ProxmoxVmIdRange.of(200, 202) }),
  },
  TALOS237: {
    wrong: besideRange(ProxmoxVmIdRange.of(249, 299)),
    right: besideRange(ProxmoxVmIdRange.of(250, 299)),
  },
  TALOS238: {
    wrong: besideName('worker'),
    right: besideName('builder'),
  },
  TALOS239: {
    wrong: sdn('k8s-lan'),
    right: sdn('k8slan'),
  },
  TALOS240: {
    wrong: mapped({ path: '01:00.0' }),
    right: mapped({ path: '0000:01:00.0' }),
  },
  TALOS246: {
    wrong: later({ diskDatastore: 'local-lvm' }, { diskDatastore: 'ceph' }),
    right: later({ diskDatastore: 'local-lvm' }, { diskDatastore: 'ceph' }, 'stopping machines to move their disks'),
  },
  TALOS247: {
    wrong: later({ region: 'home' }, { region: 'office' }),
    right: later({ region: 'home' }, { region: 'office' }, 'changing the region of running machines'),
  },
  TALOS248: {
    wrong: access([]),
    right: access(['nfs']),
  },
};
