import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { SdnApplier } from '../../providers/proxmox/sdn-applier';
import { SdnSubnet } from '../../providers/proxmox/sdn-subnet';
import { SdnVnet } from '../../providers/proxmox/sdn-vnet';
import { SdnZoneSimple } from '../../providers/proxmox/sdn-zone-simple';
import { SdnZoneVlan } from '../../providers/proxmox/sdn-zone-vlan';
import { addFindings } from '../../terraform/app-validation';
import { DataRecord } from '../../terraform/data-record';
import { defaultProvider } from '../../terraform/providers';
import { attributeAddress } from '../../terraform/text';
import { sdnFindings } from './private/sdn-findings';
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
 * Errors: TALOS004, TALOS005, TALOS202, TALOS207, TALOS217, TALOS222, TALOS239; TALOS235 is a warning.
 */
export class ProxmoxSdnNetwork extends Construct {
  /** Name of the vnet, as a reference: VMs that are attached to it are created after it has been applied. */
  readonly bridge: string;
  /** Name of the zone, as a reference: another vnet of `ProxmoxSdnZone.existing(lan.zone, 41)` is made after it. */
  readonly zone: string;

  constructor(scope: Construct, id: string, props: ProxmoxSdnNetworkProps) {
    super(scope, id);
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));
    addFindings(this, sdnFindings(this, props.name, props.zone));
    // Created first and so destroyed last: only then is the removal of the others put into effect.
    const removal = new SdnApplier(this, 'Removal', { onCreate: false, onDestroy: true });
    const zone = this.createZone(props.zone, removal);
    const { made } = props.zone;
    this.zone = zone === undefined ? made.name : zone.getStringAttribute('id');
    const vnet = new SdnVnet(this, 'Resource', {
      id: props.name,
      zone: this.zone,
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
