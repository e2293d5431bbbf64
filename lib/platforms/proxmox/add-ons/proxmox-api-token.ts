import { quote } from '../../../checks/check';
import { API_TOKEN } from '../../../checks/proxmox-add-on-checks';
import { secretReference } from '../../../config/secret-reference';
import { isKnown } from '../../../terraform/app-validation';

/** The parts of an API token. */
export interface ProxmoxApiTokenProps {
  /** User, realm and name of the token, such as `kubernetes-csi@pve!csi`. */
  readonly tokenId: string;
  /** The secret of the token, as a reference: `stringValue` of a sensitive TerraformVariable, or an EphemeralVariable. */
  readonly secret: string;
}

/** An API token of Proxmox, which an add-on in the cluster speaks to it by. */
export class ProxmoxApiToken {
  /**
   * A token that exists; `ProxmoxAddOnAccess` makes one.
   * @throws ConfigError TALOS252 when the id is none, TALOS326 when the secret is written out
   */
  static of({ tokenId, secret }: ProxmoxApiTokenProps): ProxmoxApiToken {
    if (isKnown(tokenId) && !/^[^\s:/@!=]+@[A-Za-z][A-Za-z0-9._-]+![A-Za-z][A-Za-z0-9._-]+$/.test(tokenId)) {
      throw API_TOKEN.configError({
        wrong: 'this is not the id of an API token',
        given: quote(tokenId.replace(/=.*/, '=...')),
        allowed: "user, realm and name of the token, such as 'kubernetes-csi@pve!csi', without its secret",
      });
    }
    return new ProxmoxApiToken(tokenId, secretReference(`the secret of the token ${quote(tokenId)}`, secret));
  }

  private constructor(
    /** User, realm and name of the token. */
    readonly tokenId: string,
    /** The secret, a reference. */
    readonly secret: string,
  ) {}
}
