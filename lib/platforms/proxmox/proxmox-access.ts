import { Construct } from 'constructs';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { UserToken } from '../../providers/proxmox/user-token';
import { VirtualEnvironmentUser } from '../../providers/proxmox/virtual-environment-user';
import { Finding, quote } from '../../checks/check';
import { IMAGES_STAY } from '../../checks/proxmox-checks';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
import { enterAccess } from './private/access-register';
import { accessNameFindings, createGrant, thingNameFindings } from './private/access-grant';
import { PrivilegeScope, ProxmoxFeature, privilegesFor } from './private/privileges';
import { ProxmoxVersion } from './proxmox-version';

/** What the token is for. */
export interface ProxmoxAccessProps {
  /** Release of Proxmox VE: the privilege to ask the guest agent has another name before 9. */
  readonly proxmoxVersion: ProxmoxVersion;
  /** The Proxmox nodes that VMs run on; images are downloaded by them. */
  readonly proxmoxNodes: readonly string[];
  /** Datastores of disks and images. */
  readonly datastores: readonly string[];
  /**
   * Those that images are downloaded to, which the token may remove images from: Proxmox asks for `Datastore.Allocate`,
   * which removes backups and everything else there as well. A datastore for images alone is best.
   * @default - 'local', where it is among the datastores
   */
  readonly imageDatastores?: readonly string[];
  /**
   * What the pools use beside what every pool needs.
   * @default - nothing
   */
  readonly features?: readonly ProxmoxFeature[];
  /**
   * Resource mappings of PCI devices that VMs get.
   * @default - none
   */
  readonly pciMappings?: readonly string[];
  /**
   * SDN zones of the bridges and vnets that VMs are attached to; a plain bridge is in `localnetwork`.
   * @default ['localnetwork']
   */
  readonly sdnZones?: readonly string[];
  /**
   * The Proxmox pool that all VMs are in: the token then has no right on any other VM.
   * @default - all VMs
   */
  readonly proxmoxPool?: string;
  /**
   * The user that the token belongs to, with its realm.
   * @default 'cdktf-talos@pve'
   */
  readonly userId?: string;
  /**
   * Name of the token.
   * @default 'terraform'
   */
  readonly tokenName?: string;
  /**
   * What the roles' names begin with; never with 'PVE', which is Proxmox's own.
   * @default 'CdktfTalos'
   */
  readonly rolePrefix?: string;
}

/**
 * A user with a token that may do what this library does, and no more: a role for each kind of thing, given on the very
 * datastores, nodes and zones.
 *
 * For an administrator of the Proxmox cluster, in a stack of its own that is applied once with full rights; the stacks
 * of clusters then run with the token. Composed from the source of Proxmox, not tried on one.
 * Errors: TALOS204, TALOS209, TALOS222, TALOS257; TALOS248 is a warning.
 */
export class ProxmoxAccess extends Construct {
  /** The token as `PROXMOX_VE_API_TOKEN` takes it, a reference to a sensitive value. */
  readonly apiToken: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProxmoxAccessProps,
  ) {
    super(scope, id);
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));
    const userId = props.userId ?? 'cdktf-talos@pve';
    addFindings(this, [
      ...accessNameFindings(props),
      ...thingNameFindings(props),
      ...this.imageFindings(),
      ...enterAccess(this, userId, this.rolePrefix),
    ]);
    const user = new VirtualEnvironmentUser(this, 'User', {
      userId,
      comment: 'Terraform, for Talos clusters. Managed by Terraform.',
    });
    for (const [scopeOfRole, paths] of Object.entries(this.paths())) {
      this.grant(scopeOfRole as PrivilegeScope, paths, user);
    }
    const token = new UserToken(this, 'Token', {
      userId: user.userId,
      tokenName: props.tokenName ?? 'terraform',
      comment: 'Managed by Terraform.',
      // The user has no other rights, and with separation each of them would have to be given twice.
      privilegesSeparation: false,
    });
    this.apiToken = token.value;
  }

  private get rolePrefix(): string {
    return this.props.rolePrefix ?? 'CdktfTalos';
  }

  private get imageDatastores(): readonly string[] {
    return this.props.imageDatastores ?? this.props.datastores.filter((datastore) => datastore === 'local');
  }

  private imageFindings(): Finding[] {
    const isNone = this.props.datastores.length === 0 && this.props.imageDatastores === undefined;
    return this.imageDatastores.length > 0 || isNone
      ? []
      : [
          IMAGES_STAY.finding({
            wrong: 'the token may remove images from no datastore',
            given: `datastores ${this.props.datastores.filter(isKnown).map(quote).join(', ') || 'by reference alone'}`,
            allowed: "imageDatastores, such as ['local']",
          }),
        ];
  }

  private paths(): Record<PrivilegeScope, readonly string[]> {
    const { props } = this;
    return {
      vms: [props.proxmoxPool === undefined ? '/vms' : `/pool/${props.proxmoxPool}`],
      // All that a user has on one path adds up, so that images may be on a datastore of disks.
      storage: [...props.datastores, ...this.imageDatastores].map((datastore) => `/storage/${datastore}`),
      images: this.imageDatastores.map((datastore) => `/storage/${datastore}`),
      nodes: props.proxmoxNodes.map((node) => `/nodes/${node}`),
      network: (props.sdnZones ?? ['localnetwork']).map((zone) => `/sdn/zones/${zone}`),
      mappings: (props.pciMappings ?? []).map((mapping) => `/mapping/pci/${mapping}`),
      sdn: ['/sdn'],
      allMappings: ['/mapping/pci'],
      cluster: ['/'],
    };
  }

  private grant(scope: PrivilegeScope, paths: readonly string[], user: VirtualEnvironmentUser): void {
    const name = `${scope.charAt(0).toUpperCase()}${scope.slice(1)}`;
    createGrant(this, name, {
      roleId: `${this.rolePrefix}${name}`,
      privileges: privilegesFor(scope, this.props.features ?? [], this.props.proxmoxVersion),
      paths,
      // What is said of the whole cluster must not reach every VM and datastore in it.
      propagate: scope !== 'cluster',
      userId: user.userId,
    });
  }
}
