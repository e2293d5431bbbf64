import { App, TerraformStack, Token } from 'cdktf';
import { ProxmoxPciMapping, ProxmoxPciMappingProps } from '../../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { block, reportOf, synthesized } from '../../support/synthesis';

const card = { path: '0000:01:00', id: '10de:2684', subsystemId: '10de:167c', iommuGroup: 14 };
const gpu: ProxmoxPciMappingProps = {
  name: 'gpu',
  devices: { pve1: [card], pve2: [{ ...card, path: '0000:41:00.0' }] },
};

function mapping(changes: Partial<ProxmoxPciMappingProps> = {}) {
  return (app: App): void => {
    new ProxmoxPciMapping(new TerraformStack(app, 'devices'), 'Gpu', { ...gpu, ...changes });
  };
}

test('a mapping names the device of each node, whole, so that Proxmox compares it', () => {
  const made = block(synthesized(mapping()).devices, 'resource', 'proxmox_hardware_mapping_pci', 'Gpu');
  expect(made).toMatchObject({
    name: 'gpu',
    map: [
      { node: 'pve1', path: '0000:01:00', id: '10de:2684', subsystem_id: '10de:167c', iommu_group: 14 },
      { node: 'pve2', path: '0000:41:00.0' },
    ],
  });
  expect(made.mediated_devices).toBeUndefined();
});

test('VMs are created after the mapping that they use', () => {
  const stack = synthesized((app) => {
    let made: ProxmoxPciMapping | undefined;
    buildSmallCluster(app, {
      get worker() {
        made ??= new ProxmoxPciMapping(app.node.findChild(SMALL), 'Gpu', gpu);
        return { pciDevices: [{ mapping: made.mapping }] };
      },
    });
  })[SMALL];
  expect(block(stack, 'resource', 'proxmox_virtual_environment_vm', 'Worker_worker-0').hostpci).toEqual([
    expect.objectContaining({
      mapping: expect.stringMatching(/^\$\{proxmox_hardware_mapping_pci\..*\.name\}$/) as string,
    }),
  ]);
});

test.each(['10000:e1:00.0', '10000:e1:00'])(
  'a device may be behind a controller with a domain of its own, %p',
  (path) => {
    expect(() => synthesized(mapping({ devices: { pve1: [{ ...card, path }] } }))).not.toThrow();
  },
);

test('the group of the IOMMU may be a reference', () => {
  const iommuGroup = Token.asNumber('${var.group}');
  expect(() => synthesized(mapping({ devices: { pve1: [{ ...card, iommuGroup }] } }))).not.toThrow();
});

test.each<{ changes: Partial<ProxmoxPciMappingProps>; says: string[] }>([
  { changes: { name: '0000:01:00.0' }, says: ['TALOS222  devices/Gpu', "name: '0000:01:00.0'"] },
  { changes: { devices: {} }, says: ['TALOS240  devices/Gpu\n  it maps nothing'] },
  {
    changes: { devices: { pve1: [{ ...card, path: '01:00.0' }] } },
    says: [
      "'path' of a device on 'pve1' is not as the node shows it",
      "given:   '01:00.0'",
      "do:      Say the domain too, as 'lspci -Dnnk' on the node shows it: most often '0000:01:00.0'.",
    ],
  },
  {
    changes: { devices: { pve1: [{ ...card, id: '10DE:2684' }] } },
    says: ["'id' of a device on 'pve1'", "given:   '10DE:2684'", 'in small letters', "'lspci -Dnnk' on the node"],
  },
  {
    changes: { devices: { pve1: [{ ...card, iommuGroup: -1 }] } },
    says: [
      "'iommuGroup' of a device on 'pve1'",
      "given:   '-1'",
      "Take the number at the end of what 'readlink /sys/bus/pci/devices/<path>/iommu_group' shows on the node.",
    ],
  },
  {
    changes: { devices: { 'pve 1': [card] } },
    says: ["TALOS222  devices/Gpu\n  a Proxmox node cannot be called so\n    given:   'pve 1'"],
  },
  {
    changes: { name: 'g' },
    says: ["name: 'g'\n    allowed: two characters or more: a letter, then"],
  },
])('fails with $changes', ({ changes, says }) => {
  const report = reportOf(mapping(changes));
  for (const part of says) expect(report).toContain(part);
});
