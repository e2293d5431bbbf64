import { quote } from '../../../checks/check';
import { API_ADDRESS, API_AUTHORITY } from '../../../checks/proxmox-add-on-checks';
import { certificateMistake } from '../../../config/certificates';
import { isPort } from '../../../config/port-number';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxApiToken } from './proxmox-api-token';

/** Where the API of a Proxmox cluster is, and who asks. */
export interface ProxmoxApiProps {
  /** Address of the API, such as `https://pve.example.org:8006`: of a node, or of a balancer before all of them. */
  readonly url: string;
  /** The token of the add-on. */
  readonly token: ProxmoxApiToken;
}

/** The API of a Proxmox cluster as the pods of an add-on reach it. */
export class ProxmoxApi {
  /**
   * One whose certificate is from an authority that everybody trusts. Not beside one with an authority of its own in one
   * add-on (TALOS258).
   * @throws ConfigError TALOS251 when the address is none
   */
  static of(props: ProxmoxApiProps): ProxmoxApi {
    return new ProxmoxApi(props, undefined, true);
  }

  /**
   * One whose certificate is from Proxmox's own authority, which every Proxmox cluster has: the text of
   * `/etc/pve/pve-root-ca.pem`. Several certificates may follow each other.
   * @throws ConfigError TALOS251 when the address is none, TALOS256 when the authority is no certificate, or a key is in it
   */
  static withAuthority(props: ProxmoxApiProps, certificate: string): ProxmoxApi {
    // All of it is in a config map, for everybody in the cluster to read.
    const mistake = certificateMistake(certificate);
    if (mistake !== undefined) {
      throw API_AUTHORITY.configError({
        wrong: mistake.isKey
          ? 'there is a private key in this, which the cluster must not have'
          : 'this is not a certificate in PEM form',
        ...mistake.advice,
      });
    }
    return new ProxmoxApi(props, certificate, true);
  }

  /**
   * One whose certificate is not looked at. Warned of: whoever stands in between gets the token.
   * @throws ConfigError TALOS251 when the address is none
   */
  static unverified(props: ProxmoxApiProps): ProxmoxApi {
    return new ProxmoxApi(props, undefined, false);
  }

  /** Address of the API with its path. */
  readonly url: string;
  /** The token of the add-on. */
  readonly token: ProxmoxApiToken;

  private constructor(
    { url, token }: ProxmoxApiProps,
    /** Certificate of the authority to trust, where it is a private one. */
    readonly authority: string | undefined,
    /** Whether the certificate is verified. */
    readonly isVerified: boolean,
  ) {
    if (isKnown(url) && !isAddressOfApi(url)) {
      throw API_ADDRESS.configError({
        wrong: 'this is not the address of a Proxmox API',
        given: quote(url),
        allowed: "https, a host and a port up to 65535, such as 'https://pve.example.org:8006'",
      });
    }
    this.url = `${url.replace(/\/$/, '')}/api2/json`;
    this.token = token;
  }
}

function isAddressOfApi(url: string): boolean {
  const [address, port = '8006'] = /^https:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(\d{1,5}))?\/?$/.exec(url) ?? [];
  return address !== undefined && isPort(port);
}
