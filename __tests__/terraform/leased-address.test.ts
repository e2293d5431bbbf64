import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { block, synthesized } from '../support/synthesis';

const stack = synthesized((app) =>
  buildSmallCluster(app, {
    image: { systemExtensions: ['siderolabs/qemu-guest-agent'] },
    worker: { machines: ProxmoxMachines.leased(1) },
  }),
)[SMALL];
const vm = block(stack, 'resource', 'proxmox_virtual_environment_vm', 'Worker_worker-0');
const mac = (vm.network_device as { mac_address: string }[])[0]?.mac_address ?? '';
const record = block(stack, 'resource', 'terraform_data', 'Cluster_worker-0_Server');
const { privateAddress } = record.input as { privateAddress: string };

/** One link of a machine as its guest agent tells it. */
interface Link {
  readonly mac: string;
  readonly addresses: readonly string[];
}

/** What Terraform takes for the address of the machine, and whether it takes the VM as it is. */
function evaluated(links: readonly Link[]): { readonly address?: string; readonly isTaken: boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-lease-'));
  const told = (text: string): string => text.replace(/proxmox_virtual_environment_vm\.[\w-]+\./g, 'local.vm.');
  const [{ condition } = { condition: '' }] = (vm.lifecycle as { postcondition: { condition: string }[] })
    .postcondition;
  const program = {
    locals: {
      vm: {
        mac_addresses: links.map((link) => link.mac),
        ipv4_addresses: links.map((link) => link.addresses),
      },
    },
    output: {
      taken: { value: condition.replace(/\bself\./g, 'local.vm.') },
      address: { value: told(privateAddress).replace(/^\$\{(.*)\}$/s, '${try($1, "")}') },
    },
  };
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(program));
    const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
    const run = (...args: string[]): string => {
      const { status, stdout, stderr } = spawnSync(terraform, [`-chdir=${folder}`, ...args], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stdout + stderr);
      return stdout;
    };
    run('init', '-input=false');
    run('apply', '-auto-approve', '-input=false');
    const outputs = JSON.parse(run('output', '-json')) as Record<string, { value: unknown }>;
    return { address: outputs.address?.value as string, isTaken: outputs.taken?.value === true };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const LOOPBACK: Link = { mac: '00:00:00:00:00:00', addresses: ['127.0.0.1'] };
const PODS: Link = { mac: '12:34:56:78:9a:bc', addresses: ['10.244.1.1'] };

describe('the leased address of a machine', () => {
  test.each<{ told: string; links: readonly Link[] }>([
    { told: 'beside the loopback and pod networks', links: [LOOPBACK, { mac, addresses: ['10.10.0.77'] }, PODS] },
    { told: 'in whatever order', links: [PODS, LOOPBACK, { mac, addresses: ['10.10.0.77'] }] },
    { told: 'in small letters', links: [LOOPBACK, { mac: mac.toLowerCase(), addresses: ['10.10.0.77'] }] },
    {
      told: 'before a virtual IP on the same device',
      links: [LOOPBACK, { mac, addresses: ['10.10.0.77', '10.10.0.10'] }],
    },
  ])('is found by the MAC address of its device when the agent tells it $told', ({ links }) => {
    expect(evaluated(links)).toEqual({ address: '10.10.0.77', isTaken: true });
  });

  test.each<{ told: string; links: readonly Link[] }>([
    { told: 'does not know the device', links: [LOOPBACK, PODS] },
    { told: 'knows the device without an address', links: [LOOPBACK, { mac, addresses: [] }, PODS] },
  ])('is missed aloud when the agent $told', ({ links }) => {
    expect(evaluated(links)).toEqual({ address: '', isTaken: false });
  });
});
