import { App } from 'cdktf';
import {
  ProxmoxAdditionalNetwork,
  ProxmoxAddressing,
  ProxmoxMachines,
  ProxmoxNetwork,
  ProxmoxVmPoolProps,
} from '../../../lib/proxmox';
import { SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { buildOtherCluster } from './support/other-cluster';

type Pool = Partial<ProxmoxVmPoolProps>;

const network: ProxmoxNetwork = { cidr: '10.10.0.0/24', gateway: '10.10.0.1' };
const dual: ProxmoxNetwork = { ...network, ipv6: { cidr: 'fd00:10::/64' } };
const build = (changes: SmallClusterChanges) => (app: App) => buildSmallCluster(app, changes);
const reportFor = (worker: Pool): string => reportOf(build({ worker }));

const listed = (
  addresses: Readonly<Record<string, string>>,
  more: Partial<ProxmoxAdditionalNetwork> = {},
): ProxmoxAdditionalNetwork => ({
  bridge: 'vmbr1',
  addressing: ProxmoxAddressing.listed({ cidr: '10.40.0.0/24', addresses }),
  ...more,
});
const range = (firstAddress: string, more: Partial<ProxmoxAdditionalNetwork> = {}): ProxmoxAdditionalNetwork => ({
  bridge: 'vmbr1',
  addressing: ProxmoxAddressing.range({ cidr: '10.40.0.0/24', firstAddress }),
  ...more,
});

describe('an IPv6 address', () => {
  test('fails when machines of two pools have it, told once by their cluster', () => {
    const worker = {
      network: dual,
      machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21', firstIpv6Address: 'fd00:10::21' }),
    };
    const controlPlane = (firstIpv6Address: string): Pool => ({
      network: dual,
      machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11', firstIpv6Address }),
    });
    const report = reportOf(build({ worker, controlPlane: controlPlane('fd00:10:0::22') }));
    expect(report).toContain('TALOS052  small/Cluster\n  two machines of the cluster have the address fd00:10::22');
    expect(report).toContain('1 mistake in this app');
    expect(() => synthesized(build({ worker, controlPlane: controlPlane('fd00:10::23') }))).not.toThrow();
  });

  test('may have a gateway that is known on its link alone', () => {
    const ipv6 = { cidr: 'fd00:10::/64', gateway: 'fe80::1' };
    const machines = ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.21', firstIpv6Address: 'fd00:10::21' });
    const stacks = synthesized(build({ worker: { network: { ...network, ipv6 }, machines } }));
    expect(JSON.stringify(stacks)).toContain('fe80::1');
    const only = { cidr: 'fd00:10::/64', gateway: 'fe80::1' };
    const alone = ProxmoxMachines.numbered(1, { firstAddress: 'fd00:10::21' });
    expect(reportFor({ network: only, machines: alone })).toContain('TALOS202  small/Worker');
    expect(reportFor({ network: { ...network, ipv6: { ...ipv6, gateway: 'fd00:11::1' } }, machines })).toContain(
      'TALOS202',
    );
  });

  test('fails in a network of IPv4', () => {
    const report = reportFor({
      network: { ...network, ipv6: { cidr: '10.20.0.0/24' } },
      machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21', firstIpv6Address: '10.20.0.21' }),
    });
    expect(report).toContain(`TALOS224  small/Worker
  the network that 'ipv6' names is one of IPv4
    given:   ipv6.cidr: '10.20.0.0/24'
    allowed: a network of IPv6, such as 'fd00:10::/64'
    do:      Write the IPv6 network there; a second network of IPv4 is one of 'additionalNetworks'.`);
    expect(report).toContain('1 mistake in this app');
  });
});

describe('an address on an additional network', () => {
  const both = (worker: ProxmoxAdditionalNetwork, controlPlane: ProxmoxAdditionalNetwork): ((app: App) => unknown) =>
    build({ worker: { additionalNetworks: [worker] }, controlPlane: { additionalNetworks: [controlPlane] } });

  test('fails when machines of two pools have it', () => {
    expect(reportOf(both(range('10.40.0.11'), range('10.40.0.12')))).toContain(
      "TALOS224  small/Worker\n  'worker-1' has the address of another machine\n    given:   10.40.0.12, also of 'control-plane-0'",
    );
  });

  test('may be one of another machine on another bridge or VLAN, or in another region', () => {
    expect(() => synthesized(both(range('10.40.0.11'), range('10.40.0.11', { bridge: 'vmbr2' })))).not.toThrow();
    expect(() => synthesized(both(range('10.40.0.11'), range('10.40.0.11', { vlanId: 40 })))).not.toThrow();
    const regions = {
      worker: { region: 'home', additionalNetworks: [range('10.40.0.11')] },
      controlPlane: { region: 'office', additionalNetworks: [range('10.40.0.11')] },
    };
    expect(() => synthesized(build(regions))).not.toThrow();
  });

  test('is warned of in two clusters on one bridge and VLAN, which may be two networks', () => {
    const warned = (changes: Pool): string =>
      warningsOf((app) => {
        buildSmallCluster(app, { worker: { additionalNetworks: [range('10.40.0.21')] } });
        buildOtherCluster(app, { additionalNetworks: [range('10.40.0.22')], ...changes });
      }).join('\n');
    expect(warned({})).toContain(
      "other/Pool: TALOS079 the pool 'small/Worker' of another cluster has addresses of this one on the same bridge\n  given:   10.40.0.22 ('pool-0')",
    );
    expect(warned({})).toContain(
      "Give one of them other addresses, accept the warning where they are on separate networks, or name the Proxmox clusters by 'region' where they are two.",
    );
    expect(warned({ region: 'elsewhere' })).not.toContain('TALOS079');
    expect(warned({ additionalNetworks: [range('10.40.0.22', { vlanId: 7 })] })).not.toContain('TALOS079');
  });

  test("fails when it is another pool's node address, on whatever bridge", () => {
    const addressing = ProxmoxAddressing.range({ cidr: '10.10.0.0/24', firstAddress: '10.10.0.10' });
    const report = reportOf(
      build({
        controlPlane: { additionalNetworks: [] },
        worker: {
          network: { cidr: '10.50.0.0/24', gateway: '10.50.0.1' },
          machines: ProxmoxMachines.numbered(2, { firstAddress: '10.50.0.21' }),
          additionalNetworks: [{ bridge: 'vmbr1', addressing }],
        },
      }),
    );
    expect(report).toContain("given:   10.10.0.11, also of 'control-plane-0'");
  });

  test("fails when it lies in the machines' own network, the machine's own address among it", () => {
    const addressing = ProxmoxAddressing.range({ cidr: '10.10.0.0/24', firstAddress: '10.10.0.21' });
    const report = reportFor({ additionalNetworks: [{ bridge: 'vmbr1', addressing }] });
    expect(report).toContain(`TALOS224  small/Worker
  addresses on the additional network 10.10.0.0/24 lie in the machines' own network
    given:   10.10.0.21 of 'worker-0', in 10.10.0.0/24
    allowed: addresses outside 10.10.0.0/24
    do:      Choose another network: nodes are known by their address in their own one, and would have two.`);
    expect(report).toContain('1 mistake in this app');
  });

  test('fails when a machine has it on two of its networks', () => {
    const additionalNetworks = [
      listed({ '0': '10.40.0.21', '1': '10.40.0.22' }),
      listed({ '0': '10.40.0.31', '1': '10.40.0.22' }, { bridge: 'vmbr2' }),
    ];
    expect(reportFor({ additionalNetworks })).toContain(
      "'worker-1' has one address on two of its networks\n    given:   10.40.0.22 on eth1 and eth2",
    );
  });

  test('is told the same at a second synthesis', () => {
    const app = new App();
    both(range('10.40.0.11'), range('10.40.0.12'))(app);
    const failure = (): string => {
      try {
        app.synth();
        return '';
      } catch (error) {
        return String(error);
      }
    };
    expect(failure()).toContain('TALOS224');
    expect(failure()).toContain('1 mistake in this app');
  });
});

describe('the advice on an address', () => {
  const named = (address: string): Pool => ({ machines: ProxmoxMachines.named({ a: { address } }) });
  const numbered = (firstAddress: string): Pool => ({ machines: ProxmoxMachines.numbered(1, { firstAddress }) });

  test.each<{ what: string; worker: Pool; does: string }>([
    {
      what: 'outside its network speaks of the first one, where they are counted',
      worker: numbered('10.99.0.21'),
      does: 'Choose a first address that leaves room for every machine of the pool inside the network.',
    },
    {
      what: 'outside its network speaks of the machine, where it has a name',
      worker: named('10.99.0.21'),
      does: 'Give this machine an address inside the network.',
    },
    {
      what: 'outside an additional network speaks of the machine, where addresses are listed',
      worker: { additionalNetworks: [listed({ '0': '10.41.0.1', '1': '10.40.0.22' })] },
      does: 'Give this machine an address inside the network.',
    },
    {
      what: 'outside an additional network speaks of the first one, where they are a range',
      worker: { additionalNetworks: [range('10.40.0.254')] },
      does: 'Choose a first address that leaves room for every machine of the pool inside the network.',
    },
    { what: 'of the gateway speaks of the range', worker: numbered('10.10.0.1'), does: 'Begin the range elsewhere.' },
    {
      what: 'of the gateway speaks of the machine',
      worker: named('10.10.0.1'),
      does: 'Give this machine another address.',
    },
  ])('$what', ({ worker, does }) => {
    expect(reportFor(worker)).toContain(`do:      ${does}`);
  });
});
