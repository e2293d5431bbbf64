import { StackJson, synthesized } from '../support/synthesis';
import { EXAMPLE_STACKS } from '../support/example-stacks';

interface Vm {
  readonly name: string;
  readonly cpu: { readonly type: string };
  readonly memory: { readonly dedicated: number; readonly floating: number };
  readonly disk: readonly Record<string, unknown>[];
  readonly network_device: readonly Record<string, unknown>[];
  readonly initialization: Record<string, unknown>;
  readonly lifecycle: { readonly ignore_changes: readonly string[] };
  readonly [attribute: string]: unknown;
}

const STACKS = EXAMPLE_STACKS.filter(({ name }) => name.endsWith('-proxmox'));

/** What provider and Proxmox do unless they are told otherwise, and what would come of it. */
const RULES: readonly { readonly rule: string; readonly holds: (vm: Vm) => void }[] = [
  {
    rule: 'names a CPU type: the default, qemu64, lacks what Talos is built for',
    holds: ({ cpu }) => {
      expect(cpu.type).toMatch(/^(host|x86-64-v[234](-AES)?)$/);
    },
  },
  {
    rule: 'keeps its memory: a balloon takes it from under the kubelet',
    holds: ({ memory }) => {
      expect(memory.floating).toBe(0);
    },
  },
  {
    rule: 'is not rebooted by a change of cores or memory, which is the default',
    holds: ({ reboot_after_update: reboots }) => {
      expect(reboots).toBe(false);
    },
  },
  {
    rule: 'is stopped when it is destroyed: a shutdown is waited for half an hour',
    holds: ({ stop_on_destroy: stops }) => {
      expect(stops).toBe(true);
    },
  },
  {
    rule: 'waits for no address of its guest agent: the default holds up each refresh for 15 minutes',
    holds: ({ agent }) => {
      expect(agent).toMatchObject({ enabled: true, wait_for_ip: { disabled: true }, timeout: '5m' });
    },
  },
  {
    rule: 'has its cloud-init drive where q35 has one, on a datastore that was chosen',
    holds: ({ machine, initialization }) => {
      expect(machine).toBe('q35');
      expect(initialization.interface).toBe('ide2');
      expect(initialization.datastore_id).toBeTruthy();
      expect(Object.keys(initialization).filter((key) => /_file_id$|^type$|^user_account$/.test(key))).toEqual([]);
    },
  },
  {
    rule: 'says the datastore, format and interface of each disk, whose defaults are another format and 8 GiB',
    holds: ({ disk }) => {
      for (const each of disk) {
        expect(each).toMatchObject({
          datastore_id: expect.any(String) as string,
          file_format: 'raw',
          interface: expect.stringMatching(/^(scsi|virtio)\d+$/) as string,
          size: expect.any(Number) as number,
        });
      }
    },
  },
  {
    rule: 'imports its image by the API, and by nothing that needs SSH',
    holds: ({ disk: [system], lifecycle }) => {
      expect(system).toMatchObject({ interface: 'scsi0' });
      expect(system?.import_from).toMatch(/^\$\{proxmox_download_file\./);
      expect(system?.file_id).toBeUndefined();
      expect(lifecycle.ignore_changes).toContain('disk[0].import_from');
    },
  },
  {
    rule: 'boots from its disk, whatever else is plugged in',
    holds: ({ boot_order: order }) => {
      expect(order).toEqual(['scsi0']);
    },
  },
  {
    rule: 'has a controller that Talos documents',
    holds: ({ scsi_hardware: hardware }) => {
      expect(hardware).toBe('virtio-scsi-pci');
    },
  },
  {
    rule: 'boots by UEFI, with a large EFI disk and without keys of others',
    holds: (vm) => {
      expect(vm).toMatchObject({ bios: 'ovmf', efi_disk: { type: '4m', pre_enrolled_keys: false } });
    },
  },
  {
    rule: 'says every key of its network devices, and their MAC addresses',
    holds: ({ network_device: devices }) => {
      expect(devices).toHaveLength(1);
      for (const device of devices) {
        expect(Object.keys(device).sort()).toEqual([
          'bridge',
          'disconnected',
          'enabled',
          'firewall',
          'mac_address',
          'model',
          'mtu',
          'queues',
          'rate_limit',
          'trunks',
          'vlan_id',
        ]);
        expect(device.mac_address).toMatch(/^BC:24:11(:[0-9A-F]{2}){3}$/);
      }
    },
  },
  {
    rule: 'has tags as Proxmox keeps them, sorted and in lower case',
    holds: ({ tags }) => {
      expect(tags).toEqual([...(tags as string[])].map((tag) => tag.toLowerCase()).sort());
    },
  },
  {
    rule: 'stays where it is, and keeps its id, whatever is said later',
    holds: ({ lifecycle }) => {
      expect(lifecycle.ignore_changes).toEqual(expect.arrayContaining(['node_name', 'vm_id', 'initialization[0].dns']));
    },
  },
  {
    rule: 'is a VM of the kind that Linux expects, with a console that Talos writes to',
    holds: (vm) => {
      expect(vm).toMatchObject({ operating_system: { type: 'l26' }, serial_device: [{ device: 'socket' }] });
    },
  },
  {
    rule: 'says nothing that the token of another user than root may not say',
    holds: (vm) => {
      expect(Object.keys(vm).filter((key) => /^(kvm_arguments|hook_script_file_id|virtiofs)$/.test(key))).toEqual([]);
      expect(vm.cpu).not.toHaveProperty('affinity');
      expect(vm.cpu).not.toHaveProperty('architecture');
    },
  },
];

describe.each(STACKS)('each VM of $name', (stack) => {
  let json: StackJson | undefined;
  let vms: readonly Vm[] = [];

  beforeAll(() => {
    process.env.STATE = 'local';
    json = synthesized((app) => {
      stack.build(app, stack.environment);
    })[stack.name];
    vms = Object.values(json?.resource?.proxmox_virtual_environment_vm ?? {}) as unknown as Vm[];
  });
  afterAll(() => {
    delete process.env.STATE;
  });

  test('is there', () => {
    expect(vms).toHaveLength(stack.environment.controlPlanes + stack.environment.workers);
  });

  test.each(RULES)('$rule', ({ holds }) => {
    vms.forEach(holds);
  });

  test('boots from an image that is downloaded once a node, beside the old one, without asking for its size each time', () => {
    const files = Object.values(json?.resource?.proxmox_download_file ?? {});
    expect(new Set(files.map((file) => file.node_name)).size).toBe(files.length);
    for (const file of files) {
      expect(file).toMatchObject({
        content_type: 'import',
        overwrite: false,
        file_name: expect.stringMatching(/v\d+\.\d+\.\d+-[0-9a-f]{8}.*\.qcow2$/) as string,
        url: expect.stringMatching(/nocloud-amd64\.qcow2$/) as string,
        lifecycle: { create_before_destroy: true },
      });
    }
  });

  test('is reached by a provider that verifies TLS, with credentials of the environment', () => {
    expect(json?.provider?.proxmox).toEqual([{}]);
  });
});
