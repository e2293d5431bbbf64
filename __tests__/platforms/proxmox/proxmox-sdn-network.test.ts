import { App, TerraformStack } from 'cdktf';
import { ProxmoxSdnNetwork, ProxmoxSdnZone } from '../../../lib/proxmox';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';

const build =
  (zone: ProxmoxSdnZone, name = 'k8slan') =>
  (app: App): void => {
    new ProxmoxSdnNetwork(new TerraformStack(app, 'net'), 'Lan', { name, zone });
  };
const net = (zone: ProxmoxSdnZone): StackJson | undefined => synthesized(build(zone)).net;
const vlan = ProxmoxSdnZone.vlan({ name: 'k8s', bridge: 'vmbr0', vlanId: 40, proxmoxNodes: ['pve1', 'pve2'] });
const simple = ProxmoxSdnZone.simple({ name: 'lab', proxmoxNode: 'pve1', cidr: '10.60.0.0/24', gateway: '10.60.0.1' });

function dependsOn(stack: StackJson | undefined, type: string, name: string): string {
  return String(block(stack, 'resource', type, name).depends_on);
}

describe('a network of a VLAN zone', () => {
  const stack = net(vlan);

  test('is a zone on the nodes that have it, and a vnet with the tag', () => {
    expect(block(stack, 'resource', 'proxmox_sdn_zone_vlan', 'Lan_Zone')).toMatchObject({
      id: 'k8s',
      bridge: 'vmbr0',
      nodes: ['pve1', 'pve2'],
    });
    expect(block(stack, 'resource', 'proxmox_sdn_vnet', 'Lan')).toMatchObject({
      id: 'k8slan',
      zone: expect.stringMatching(/^\$\{proxmox_sdn_zone_vlan\..*\.id\}$/) as string,
      tag: 40,
    });
  });

  test('is applied after all of it is made, and again when any of it changes', () => {
    const applied = block(stack, 'resource', 'proxmox_sdn_applier', 'Lan_Applied');
    expect(applied).toMatchObject({ on_create: true, on_destroy: false });
    const { replace_triggered_by: triggers } = applied.lifecycle as { replace_triggered_by: string[] };
    expect(triggers).toHaveLength(2);
    for (const type of ['proxmox_sdn_zone_vlan', 'proxmox_sdn_vnet']) {
      expect(dependsOn(stack, 'proxmox_sdn_applier', 'Lan_Applied')).toContain(`${type}.`);
      expect(triggers.join()).toContain(`${type}.`);
    }
  });

  test('is applied once more when all of it is gone', () => {
    expect(block(stack, 'resource', 'proxmox_sdn_applier', 'Lan_Removal')).toMatchObject({
      on_create: false,
      on_destroy: true,
    });
    for (const type of ['proxmox_sdn_zone_vlan', 'proxmox_sdn_vnet']) {
      expect(dependsOn(stack, type, 'Lan')).toContain('proxmox_sdn_applier.Lan_Removal');
    }
  });
});

test('a network of a simple zone is on one node, with the subnet that the node routes', () => {
  const stack = net(simple);
  expect(block(stack, 'resource', 'proxmox_sdn_zone_simple', 'Lan_Zone')).toMatchObject({ id: 'lab', nodes: ['pve1'] });
  expect(block(stack, 'resource', 'proxmox_sdn_subnet', 'Lan_Subnet')).toMatchObject({
    cidr: '10.60.0.0/24',
    gateway: '10.60.0.1',
    snat: true,
  });
  expect(block(stack, 'resource', 'proxmox_sdn_vnet', 'Lan').tag).toBeUndefined();
});

test('a network of a zone that exists makes the vnet alone', () => {
  const stack = net(ProxmoxSdnZone.existing('evpn1', 1040));
  expect(block(stack, 'resource', 'proxmox_sdn_vnet', 'Lan')).toMatchObject({ zone: 'evpn1', tag: 1040 });
  expect(Object.keys(stack?.resource ?? {}).filter((type) => type.startsWith('proxmox_sdn_zone'))).toEqual([]);
});

test('VMs are attached to it once it is applied', () => {
  const stack = synthesized((app) => {
    let lan: ProxmoxSdnNetwork | undefined;
    buildSmallCluster(app, {
      get worker() {
        lan ??= new ProxmoxSdnNetwork(app.node.findChild(SMALL), 'Lan', {
          name: 'k8slan',
          zone: vlan,
        });
        return { network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1', bridge: lan.bridge } };
      },
    });
  })[SMALL];
  const [device] = block(stack, 'resource', 'proxmox_virtual_environment_vm', 'Worker_worker-0').network_device as {
    bridge: string;
  }[];
  expect(device?.bridge).toMatch(/^\$\{terraform_data\.Lan_Bridge_\w+\.output\}$/);
  expect(dependsOn(stack, 'terraform_data', 'Lan_Bridge')).toContain('proxmox_sdn_applier.Lan_Applied');
});

describe('two networks of a stack', () => {
  const two =
    (first: ProxmoxSdnZone, second: (first: ProxmoxSdnNetwork) => ProxmoxSdnZone, name = 'second') =>
    (app: App): void => {
      const stack = new TerraformStack(app, 'net');
      const made = new ProxmoxSdnNetwork(stack, 'First', { name: 'first', zone: first });
      new ProxmoxSdnNetwork(stack, 'Second', { name, zone: second(made) });
    };
  const again = ProxmoxSdnZone.vlan({ name: 'k8s', bridge: 'vmbr0', vlanId: 41 });

  test('fail when they have one name', () => {
    expect(reportOf(two(vlan, () => ProxmoxSdnZone.existing('other'), 'first'))).toContain(`TALOS239  net/Second
  another network makes the vnet 'first' as well
    given:   'first', also in 'net/First'
    allowed: a name of its own for each vnet, and for each zone that is made
    do:      Give one of them another name.`);
  });

  test('fail when they make one zone', () => {
    const report = reportOf(two(vlan, () => again));
    expect(report).toContain("TALOS239  net/Second\n  another network makes the zone 'k8s' as well");
    expect(report).toContain('ProxmoxSdnZone.existing(first.zone, vlanId)');
    expect(reportOf(two(simple, () => simple))).toContain('do:      Give one zone another name.');
  });

  test('may be in one zone, which the first one makes and the second waits for', () => {
    const stack = synthesized(two(vlan, ({ zone }) => ProxmoxSdnZone.existing(zone, 41))).net;
    expect(block(stack, 'resource', 'proxmox_sdn_vnet', 'Second')).toMatchObject({
      zone: expect.stringMatching(/^\$\{proxmox_sdn_zone_vlan\..*\.id\}$/) as string,
      tag: 41,
    });
    expect(Object.keys(stack?.resource?.proxmox_sdn_zone_vlan ?? {})).toHaveLength(1);
  });

  test('may be the same in two stacks, which may be about two Proxmox clusters', () => {
    const build = (app: App): void => {
      for (const id of ['home', 'office']) {
        new ProxmoxSdnNetwork(new TerraformStack(app, id), 'Lan', { name: 'k8slan', zone: vlan });
      }
    };
    expect(() => synthesized(build)).not.toThrow();
  });
});

test('a network of a VLAN zone is warned of on a bridge that is called like a card', () => {
  const zone = ProxmoxSdnZone.vlan({ name: 'k8s', bridge: 'eno1', vlanId: 40 });
  expect(warningsOf(build(zone)).join('\n')).toContain('TALOS235');
});

test.each([
  { zone: vlan, name: 'too-long-name', says: ["TALOS239  net/Lan\n  'name' cannot be called so", "'too-long-name'"] },
  {
    zone: ProxmoxSdnZone.existing('zone_1'),
    name: 'lan',
    says: ["'zone.name' cannot be called so", "given:   'zone_1'", 'a letter, then 1 to 7 letters and digits'],
  },
  {
    zone: ProxmoxSdnZone.vlan({ name: 'k8s', bridge: 'vmbr0', vlanId: 4095 }),
    name: 'lan',
    says: ['TALOS207  net/Lan', 'vlanId: 4095', 'do:      Use an id from 1 to 4094.'],
  },
  {
    zone: ProxmoxSdnZone.vlan({ name: 'k8s', bridge: 'eno1.20', vlanId: 20, proxmoxNodes: ['pve 1'] }),
    name: 'lan',
    says: ["TALOS217  net/Lan\n  this is not the name of a bridge\n    given:   bridge: 'eno1.20'", "given:   'pve 1'"],
  },
  {
    zone: ProxmoxSdnZone.simple({ name: 'lab', proxmoxNode: 'pve 1', cidr: '10.60.0.0/24', gateway: '10.61.0.1' }),
    name: 'lan',
    says: [
      "TALOS202  net/Lan\n  the gateway is not an address of the network 10.60.0.0/24\n    given:   gateway '10.61.0.1'",
      "TALOS222  net/Lan\n  a Proxmox node cannot be called so\n    given:   'pve 1'",
    ],
  },
  {
    zone: ProxmoxSdnZone.simple({ name: 'lab', proxmoxNode: 'pve1', cidr: '10.60.0.0', gateway: '10.60.0.900' }),
    name: 'lan',
    says: ['TALOS004  net/Lan', 'TALOS005  net/Lan'],
  },
])('fails when a network is called $name or cannot be, $says.0', ({ zone, name, says }) => {
  const report = reportOf(build(zone, name));
  for (const part of says) expect(report).toContain(part);
});
