import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { DeploymentLock } from '../../../lib';
import { ProxmoxMachines, ProxmoxVmPoolProps } from '../../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { block, reportOf, synthesized } from '../../support/synthesis';

const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-lock-'));
const file = join(folder, 'small.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const locked =
  (changes: SmallClusterChanges) =>
  (app: App): void => {
    buildSmallCluster(app, { ...changes, cluster: { lock: DeploymentLock.file(file) } });
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
});
