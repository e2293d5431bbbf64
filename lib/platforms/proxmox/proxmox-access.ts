import { Construct } from 'constructs';
import { Finding, quote } from '../../checks/check';
import { PROXMOX_NAME } from '../../checks/proxmox-checks';
import { Acl } from '../../providers/proxmox/acl';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { UserToken } from '../../providers/proxmox/user-token';
import { VirtualEnvironmentRole } from '../../providers/proxmox/virtual-environment-role';
import { VirtualEnvironmentUser } from '../../providers/proxmox/virtual-environment-user';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
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
   * What the roles' names begin with.
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
 * Errors: TALOS222.
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
    addFindings(this, nameFindings(props));
    const user = new VirtualEnvironmentUser(this, 'User', {
      userId: props.userId ?? 'cdktf-talos@pve',
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

  private paths(): Record<PrivilegeScope, readonly string[]> {
    const { props } = this;
    return {
      vms: [props.proxmoxPool === undefined ? '/vms' : `/pool/${props.proxmoxPool}`],
      storage: props.datastores.map((datastore) => `/storage/${datastore}`),
      nodes: props.proxmoxNodes.map((node) => `/nodes/${node}`),
      network: (props.sdnZones ?? ['localnetwork']).map((zone) => `/sdn/zones/${zone}`),
      mappings: (props.pciMappings ?? []).map((mapping) => `/mapping/pci/${mapping}`),
      cluster: ['/'],
    };
  }

  private grant(scope: PrivilegeScope, paths: readonly string[], user: VirtualEnvironmentUser): void {
    const privileges = privilegesFor(scope, this.props.features ?? [], this.props.proxmoxVersion);
    if (paths.length === 0 || privileges.length === 0) return;
    const name = `${scope.charAt(0).toUpperCase()}${scope.slice(1)}`;
    const below = new Construct(this, name);
    const role = new VirtualEnvironmentRole(below, 'Role', {
      roleId: `${this.props.rolePrefix ?? 'CdktfTalos'}${name}`,
      privileges,
    });
    for (const path of paths) {
      new Acl(below, path, {
        path,
        roleId: role.roleId,
        userId: user.userId,
        // What is said of the whole cluster must not reach every VM and datastore in it.
        propagate: scope !== 'cluster',
      });
    }
  }
}

function nameFindings({ userId, tokenName, rolePrefix }: ProxmoxAccessProps): Finding[] {
  const forms = [
    {
      prop: 'userId',
      value: userId,
      form: /^[^\s:/@]+@[A-Za-z][A-Za-z0-9._-]+$/,
      allowed: "a name and a realm, such as 'terraform@pve'",
    },
    {
      prop: 'tokenName',
      value: tokenName,
      form: /^[A-Za-z][A-Za-z0-9._-]+$/,
      allowed: "a letter, then letters, digits, '.', '-' and '_'",
    },
    { prop: 'rolePrefix', value: rolePrefix, form: /^[A-Za-z0-9._-]+$/, allowed: "letters, digits, '.', '-' and '_'" },
  ];
  return forms
    .filter(({ value, form }) => value !== undefined && isKnown(value) && !form.test(value))
    .map(({ prop, value, allowed }) =>
      PROXMOX_NAME.finding({ wrong: `${quote(prop)} is no name for it`, given: quote(value), allowed }),
    );
}
