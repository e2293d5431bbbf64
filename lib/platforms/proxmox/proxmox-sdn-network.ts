import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { Finding, collect, quote } from '../../checks/check';
import { SDN_NAME, VLAN_RANGE } from '../../checks/proxmox-checks';
import { IpAddress, IpNetwork } from '../../config/ip-network';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { SdnApplier } from '../../providers/proxmox/sdn-applier';
import { SdnSubnet } from '../../providers/proxmox/sdn-subnet';
import { SdnVnet } from '../../providers/proxmox/sdn-vnet';
import { SdnZoneSimple } from '../../providers/proxmox/sdn-zone-simple';
import { SdnZoneVlan } from '../../providers/proxmox/sdn-zone-vlan';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { DataRecord } from '../../terraform/data-record';
import { defaultProvider } from '../../terraform/providers';
import { attributeAddress } from '../../terraform/text';
import { ProxmoxSdnZone } from './proxmox-sdn-zone';

/** A network for VMs. */
export interface ProxmoxSdnNetworkProps {
  /** Name of the vnet, unique in the Proxmox cluster: a letter, then letters and digits, 8 characters at the most. */
  readonly name: string;
  /** The zone that it is in. */
  readonly zone: ProxmoxSdnZone;
}

/**
 * A vnet of Proxmox's software-defined network, made and applied: give its `bridge` to the network of a pool.
 *
 * Proxmox puts changes of such networks into effect for all at once, also those that somebody else has begun and not
 * applied. The token needs `SDN.Allocate` on `/sdn`, see `ProxmoxAccess`; the resource that applies is called
 * experimental by the provider.
 * Errors: TALOS004, TALOS005, TALOS207, TALOS239.
 */
export class ProxmoxSdnNetwork extends Construct {
  /** Name of the vnet, as a reference: VMs that are attached to it are created after it has been applied. */
  readonly bridge: string;

  constructor(scope: Construct, id: string, props: ProxmoxSdnNetworkProps) {
    super(scope, id);
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));
    addFindings(this, sdnFindings(props));
    // Created first and so destroyed last: only then is the removal of the others put into effect.
    const removal = new SdnApplier(this, 'Removal', { onCreate: false, onDestroy: true });
    const zone = this.createZone(props.zone, removal);
    const { made } = props.zone;
    const vnet = new SdnVnet(this, 'Resource', {
      id: props.name,
      zone: zone === undefined ? made.name : zone.getStringAttribute('id'),
      ...tagOf(props.zone),
      dependsOn: [removal],
    });
    const subnet =
      made.kind === 'simple'
        ? new SdnSubnet(this, 'Subnet', { vnet: vnet.id, cidr: made.cidr, gateway: made.gateway, snat: made.sourceNat })
        : undefined;
    const all = [...(zone === undefined ? [] : [zone]), vnet, ...(subnet === undefined ? [] : [subnet])];
    const applied = new SdnApplier(this, 'Applied', {
      onCreate: true,
      onDestroy: false,
      dependsOn: all,
      lifecycle: { replaceTriggeredBy: all.map((each) => attributeAddress(each, 'id').replace(/\.id$/, '')) },
    });
    // A VM that read the vnet itself would not wait until it is applied.
    this.bridge = new DataRecord(this, 'Bridge', { input: vnet.id, dependsOn: [applied] }).output;
  }

  private createZone({ made }: ProxmoxSdnZone, removal: SdnApplier): TerraformResource | undefined {
    switch (made.kind) {
      case 'vlan':
        return new SdnZoneVlan(this, 'Zone', {
          id: made.name,
          bridge: made.bridge,
          ...(made.proxmoxNodes === undefined ? {} : { nodes: [...made.proxmoxNodes] }),
          dependsOn: [removal],
        });
      case 'simple':
        return new SdnZoneSimple(this, 'Zone', { id: made.name, nodes: [made.proxmoxNode], dependsOn: [removal] });
      case 'existing':
        return undefined;
    }
  }
}

function tagOf({ made }: ProxmoxSdnZone): { readonly tag?: number } {
  switch (made.kind) {
    case 'vlan':
      return { tag: made.vlanId };
    case 'simple':
      return {};
    case 'existing':
      return made.tag === undefined ? {} : { tag: made.tag };
  }
}

function sdnFindings({ name, zone: { made } }: ProxmoxSdnNetworkProps): Finding[] {
  const findings: Finding[] = [
    { prop: 'name', value: name },
    { prop: 'zone.name', value: made.name },
  ]
    .filter(({ value }) => isKnown(value) && !/^[A-Za-z][A-Za-z0-9]{1,7}$/.test(value))
    .map(({ prop, value }) =>
      SDN_NAME.finding({
        wrong: `${quote(prop)} cannot be called so`,
        given: quote(value),
        allowed: 'a letter, then 1 to 7 letters and digits',
      }),
    );
  if (made.kind === 'vlan' && isKnown(made.vlanId) && !isVlan(made.vlanId)) {
    findings.push(
      VLAN_RANGE.finding({
        wrong: 'there is no such VLAN',
        given: `vlanId: ${String(made.vlanId)}`,
        allowed: '1 to 4094',
      }),
    );
  }
  if (made.kind === 'simple') {
    collect(findings, () => IpNetwork.of(made.cidr), undefined);
    collect(findings, () => IpAddress.of(made.gateway), undefined);
  }
  return findings;
}

function isVlan(vlanId: number): boolean {
  return Number.isSafeInteger(vlanId) && vlanId >= 1 && vlanId <= 4094;
}
