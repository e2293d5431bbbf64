import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { DeploymentLock, DeploymentRisk } from '../../../lib';
import { ProxmoxMachines, ProxmoxVmPoolProps } from '../../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { block, reportOf, synthesized } from '../../support/synthesis';

const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-lock-'));
const file = join(folder, 'small.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const locked =
  (changes: SmallClusterChanges, accept: readonly DeploymentRisk[] = []) =>
  (app: App): void => {
    buildSmallCluster(app, { ...changes, cluster: { lock: DeploymentLock.file(file, { accept }) } });
  };

/** Deploys the cluster as far as its lock is concerned. */
function deploy(changes: SmallClusterChanges = {}): void {
  rmSync(file, { force: true });
  const stack = synthesized(locked(changes))[SMALL];
  const { input } = block(stack, 'resource', 'terraform_data', 'Cluster_Deployed');
  writeFileSync(file, (input as { lock: string }).lock);
}

const asked = (worker: Partial<ProxmoxVmPoolProps>, image: SmallClusterChanges['image'] = {}): string =>
  reportOf(locked({ worker, image }));
const lease = { systemExtensions: ['siderolabs/qemu-guest-agent'] } as const;

describe('with a lock, what a VM was created with', () => {
  test('fails when a TPM is added', () => {
    deploy();
    const report = asked({ tpm: true });
    expect(report).toContain('TALOS232  small/Cluster\n  another TPM destroys machines and makes them anew');
    expect(report).toContain('given:   TPM: none deployed, version 2.0 asked for, on worker-0, worker-1');
  });

  test('fails when secure boot comes later, and with it a TPM', () => {
    deploy();
    expect(asked({}, { secureBoot: {} })).toContain('TPM: none deployed, version 2.0 asked for, on control-plane-0');
  });

  test('fails when a machine gets another address', () => {
    deploy();
    const report = asked({ machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.22' }) });
    expect(report).toContain('another address destroys machines and makes them anew');
    expect(report).toContain('given:   address: 10.10.0.21 deployed, 10.10.0.22 asked for, on worker-0');
  });

  test('lets everything else be changed, and machines come and go', () => {
    deploy();
    const machines = ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.21', firstVmId: 421 });
    const worker = { machines, cores: 8, memoryMiB: 16_384, diskGiB: 80, tags: ['more'] };
    expect(() => synthesized(locked({ worker }))).not.toThrow();
  });

  test('knows no address of a machine with a lease', () => {
    const worker = { machines: ProxmoxMachines.leased(2) };
    deploy({ image: lease, worker });
    expect(() => synthesized(locked({ image: lease, worker }))).not.toThrow();
  });

  test('fails when fixed addresses become leased ones, which wipes the machines', () => {
    deploy({ image: lease });
    const report = asked({ machines: ProxmoxMachines.leased(1) }, lease);
    expect(report).toContain('TALOS232  small/Cluster\n  another address destroys machines and makes them anew');
    expect(report).toContain('given:   address: 10.10.0.21 deployed, a leased one asked for, on worker-0');
  });

  test('lets leased addresses become fixed ones, which wipes nothing', () => {
    deploy({ image: lease, worker: { machines: ProxmoxMachines.leased(2) } });
    const fixed = { machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21' }) };
    expect(() => synthesized(locked({ image: lease, worker: fixed }))).not.toThrow();
  });

  test('fails when the disks go to another datastore, unless that is accepted', () => {
    const at = (diskDatastore: string): Partial<ProxmoxVmPoolProps> => ({
      diskDatastore,
      additionalDisks: { scsi1: { sizeGiB: 50 }, scsi2: { sizeGiB: 50, datastore: 'nvme' } },
    });
    deploy({ worker: at('local-lvm') });
    const report = asked(at('ceph'));
    expect(report).toContain(`TALOS246  small/Cluster
  another datastore stops all machines of the pool at once, to move their disks
    given:   datastore: local-lvm deployed, ceph asked for, on worker-0, worker-1
    allowed: datastore: local-lvm`);
    expect(report).toContain('given:   datastore of scsi1: local-lvm deployed, ceph asked for');
    expect(report).not.toContain('scsi2');
    expect(() => synthesized(locked({ worker: at('ceph') }, ['stopping machines to move their disks']))).not.toThrow();
  });

  test('fails when the state of a TPM would go to another datastore, also where disks may be moved', () => {
    const at = (diskDatastore: string): Partial<ProxmoxVmPoolProps> => ({ diskDatastore, tpm: true });
    deploy({ worker: at('local-lvm') });
    const report = reportOf(locked({ worker: at('ceph') }, ['stopping machines to move their disks']));
    expect(report).toContain('TALOS232  small/Cluster\n  another datastore of the TPM destroys machines');
    expect(report).not.toContain('TALOS246');
  });

  test('lets a disk go', () => {
    deploy({ worker: { additionalDisks: { scsi1: { sizeGiB: 50 } } } });
    expect(() => synthesized(locked({}))).not.toThrow();
  });

  test('fails when a machine is pinned to another Proxmox node, and lets it be pinned no longer', () => {
    const on = (proxmoxNode?: string): Partial<ProxmoxVmPoolProps> => ({
      machines: ProxmoxMachines.named({
        a: { address: '10.10.0.21', ...(proxmoxNode === undefined ? {} : { proxmoxNode }) },
      }),
    });
    deploy({ worker: on('pve1') });
    const report = asked(on('pve2'));
    expect(report).toContain('TALOS232  small/Cluster\n  another Proxmox node destroys machines and makes them anew');
    expect(report).toContain('given:   Proxmox node: pve1 deployed, pve2 asked for, on worker-a');
    expect(() => synthesized(locked({ worker: on() }))).not.toThrow();
  });

  test('fails when the region is renamed or given up, unless that is accepted', () => {
    const home = { controlPlane: { region: 'home' }, worker: { region: 'home' } };
    const office = { controlPlane: { region: 'office' }, worker: { region: 'office' } };
    deploy(home);
    expect(reportOf(locked(office))).toContain(`TALOS247  small/Cluster
  another region leaves the volumes of running machines behind
    given:   region: home deployed, office asked for, on control-plane-0`);
    expect(reportOf(locked({}))).toContain('given:   region: home deployed, none asked for');
    expect(() => synthesized(locked(office, ['changing the region of running machines']))).not.toThrow();
  });

  test('lets a region be given for the first time', () => {
    deploy();
    expect(() => synthesized(locked({ worker: { region: 'home' } }))).not.toThrow();
  });

  test('lets everything pass that an older lock does not tell of', () => {
    deploy({ worker: { diskDatastore: 'ceph', region: 'home' } });
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { machines: Record<string, { server?: unknown }> };
    for (const machine of Object.values(lock.machines)) delete machine.server;
    writeFileSync(file, JSON.stringify(lock));
    const machines = ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.41' });
    expect(() => synthesized(locked({ worker: { machines, tpm: true } }))).not.toThrow();
  });
});
