import { Address4 } from 'ip-address';
import { parseAllDocuments } from 'yaml';
import { arrow, box, drawn, frame, keepInOrder, label, leftLabel } from './drawing';
import { Resource, StackJson, machineOf, textOf } from './stack-json';

interface VmArguments {
  readonly vm_id: number;
  readonly cpu: { readonly cores: number };
  readonly memory: { readonly dedicated: number };
  readonly disk: readonly { readonly size: number }[];
  readonly initialization: {
    readonly ip_config: readonly { readonly ipv4: { readonly address: string; readonly gateway: string } }[];
  };
  readonly network_device: readonly { readonly bridge: string; readonly vlan_id: number | null }[];
}

const argumentsOf = (vm: Resource): VmArguments => vm.arguments as unknown as VmArguments;

function addressOf(vm: Resource): { readonly address: string; readonly gateway: string } {
  const [first] = argumentsOf(vm).initialization.ip_config;
  if (first === undefined) throw new Error(`${vm.address} has no fixed address`);
  return first.ipv4;
}

function vmLabel(vm: Resource): ReturnType<typeof label> {
  const { vm_id: id, cpu, memory, disk } = argumentsOf(vm);
  const diskGiB = disk.reduce((sum, { size }) => sum + size, 0);
  return label(
    machineOf(vm),
    `VM ${String(id)} · ${addressOf(vm).address.split('/')[0] ?? ''}`,
    `${String(cpu.cores)} cores · ${String(memory.dedicated / 1024)} GiB · disk ${String(diskGiB)} GiB`,
  );
}

function documentOf(config: string, kind: string): { readonly name?: string } {
  const documents = parseAllDocuments(config).map(
    (document) => document.toJS() as { kind?: string; name?: string } | null,
  );
  return documents.find((document) => document?.kind === kind) ?? {};
}

/** Where the VMs of a cluster are on Proxmox, and how they are reached. */
export async function proxmoxLayout(stack: StackJson, cluster: string): Promise<string> {
  const vms = stack.resources('proxmox_virtual_environment_vm');
  const hosts = [...new Set(vms.map((vm) => textOf(vm, 'node_name')))].sort();
  const controlPlanes = (stack.resource('talos_cluster').arguments.control_plane_nodes ?? []) as readonly string[];
  const isControlPlane = (vm: Resource): boolean => controlPlanes.includes(addressOf(vm).address.split('/')[0] ?? '');
  const [firstVm] = vms;
  const device = firstVm && argumentsOf(firstVm).network_device[0];
  if (firstVm === undefined || device === undefined) throw new Error('the stack has no VM with a network');
  const { address, gateway } = addressOf(firstVm);
  const virtualIp = documentOf(stack.machineConfig(cluster, machineOf(firstVm)), 'Layer2VIPConfig').name ?? '';
  const columns = hosts.map((host) => vms.filter((vm) => textOf(vm, 'node_name') === host));
  return drawn('A cluster on Proxmox VE', {
    graphAttributes: { ranksep: 0.3 },
    nodes: [
      box('callers', 'outside', label('kubectl, and the nodes themselves')),
      box('vip', 'way-in', label(`Virtual IP ${virtualIp}`, 'on one control plane machine at a time')),
      box(
        'bridge',
        'outside',
        label(
          `Bridge ${device.bridge}${device.vlan_id === null ? '' : `, VLAN ${String(device.vlan_id)}`}`,
          `${new Address4(address).startAddress().correctForm()}/${address.split('/')[1] ?? ''}, gateway ${gateway}`,
        ),
        { width: 5 },
      ),
    ],
    subgraphs: hosts.map((host, index) =>
      frame(host, leftLabel(`Proxmox node ${host}`), {
        nodes: (columns[index] ?? []).map((vm) =>
          box(machineOf(vm), isControlPlane(vm) ? 'control-plane' : 'worker', vmLabel(vm)),
        ),
      }),
    ),
    edges: [
      arrow('callers', 'vip', { label: '  6443' }),
      ...vms.filter(isControlPlane).map((vm) => arrow('vip', machineOf(vm), { style: 'dashed' })),
      ...columns.flatMap((column) =>
        column.slice(1).map((vm, index) => keepInOrder(machineOf(column[index] ?? vm), machineOf(vm))),
      ),
      ...columns.flatMap((column, index) => {
        const last = column.at(-1);
        return last ? [arrow(machineOf(last), 'bridge', { ltail: `cluster_${hosts[index] ?? ''}`, dir: 'none' })] : [];
      }),
    ],
  });
}
