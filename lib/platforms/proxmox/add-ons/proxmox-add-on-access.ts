import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { kebabCase } from '../../../config/names';
import { ProxmoxProvider } from '../../../providers/proxmox/provider';
import { UserToken } from '../../../providers/proxmox/user-token';
import { VirtualEnvironmentUser } from '../../../providers/proxmox/virtual-environment-user';
import { addFindings } from '../../../terraform/app-validation';
import { defaultProvider } from '../../../terraform/providers';
import { attributeAddress, expression } from '../../../terraform/text';
import { accessNameFindings, createGrant, thingNameFindings } from '../private/access-grant';
import { enterAccess } from '../private/access-register';
import { ProxmoxAddOnUse } from './proxmox-add-on-use';
import { ProxmoxApiToken } from './proxmox-api-token';

/** Whom the token is for. */
export interface ProxmoxAddOnAccessProps {
  /** What the token may do: what the add-on needs, and no more. */
  readonly use: ProxmoxAddOnUse;
  /**
   * The Proxmox pool that all VMs of the cluster are in: the token then sees no other VM.
   * @default - all VMs
   */
  readonly proxmoxPool?: string;
  /**
   * What the names of user and roles begin with, unique in the Proxmox cluster: needed where a stack makes accesses for
   * several clusters. Proxmox keeps names that begin with 'PVE' to itself.
   * @default - the id of the stack and the add-on, such as 'production-csi'
   */
  readonly name?: string;
  /**
   * The user that the token belongs to, with its realm; unique in the Proxmox cluster.
   * @default - the name, and the realm pve, such as 'production-csi@pve'
   */
  readonly userId?: string;
}

/**
 * A user of Proxmox for one add-on of one cluster, with a role and a token of its own: what leaks from the cluster opens
 * no more than the add-on needs.
 *
 * Who makes users needs `User.Modify`, `Permissions.Modify` and `Sys.Modify` or full rights: an administrator's stack,
 * beside `ProxmoxAccess`. The token is in that stack's state.
 * Errors: TALOS209, TALOS222, TALOS257.
 */
export class ProxmoxAddOnAccess extends Construct {
  /** The token, for the `ProxmoxApi` of an add-on in the same stack. */
  readonly token: ProxmoxApiToken;

  constructor(scope: Construct, id: string, { use, proxmoxPool, userId, ...props }: ProxmoxAddOnAccessProps) {
    super(scope, id);
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));
    const name = props.name ?? `${kebabCase(TerraformStack.of(this).node.id)}-${use.shortName}`;
    const owner = userId ?? `${name}@pve`;
    const findings = accessNameFindings({ name, userId: owner });
    addFindings(this, [
      ...findings,
      ...thingNameFindings({ datastores: use.datastores, proxmoxPool }),
      ...enterAccess(this, owner, name),
    ]);
    const user = new VirtualEnvironmentUser(this, 'User', {
      userId: owner,
      comment: `${use.description} of a Talos cluster. Managed by Terraform.`,
    });
    for (const [part, { privileges, paths, propagate }] of Object.entries(use.grants(proxmoxPool))) {
      createGrant(this, part, {
        roleId: `${name}-${part.toLowerCase()}`,
        privileges,
        paths,
        propagate,
        userId: user.userId,
      });
    }
    const token = new UserToken(this, 'Token', {
      userId: user.userId,
      tokenName: use.shortName,
      comment: 'Managed by Terraform.',
      // The user has no other rights, and with separation each of them would have to be given twice.
      privilegesSeparation: false,
    });
    this.token = ProxmoxApiToken.of({
      // A user that is none has been reported: the token of another one stands in.
      tokenId: `${findings.length === 0 ? owner : 'none@pve'}!${use.shortName}`,
      // The provider gives id and secret as one text, with '=' between them.
      secret: expression(`reverse(split("=", ${attributeAddress(token, 'value')}))[0]`),
    });
  }
}
