import { REGISTRY_FORM } from '../../../checks/network-checks';
import { ConfigPatch, DocumentOfKind } from '../../config-patch';
import { secretReference } from '../../secret-reference';
import { certificates } from '../../certificates';

type RegistryTlsFields = Omit<DocumentOfKind<'RegistryTLSConfig'>, 'apiVersion' | 'kind' | 'name'>;

/** How a machine shows a registry who it is. */
export interface RegistryClientIdentity {
  /** The machine's certificate in PEM. */
  readonly certificate: string;
  /** Its private key in PEM, as a reference to a sensitive value. */
  readonly key: string;
}

/** How a machine and a registry make sure of each other. */
export interface RegistryTlsOptions {
  /**
   * Certificates in PEM of the authorities that the registry's own is signed by, beside those that the machine trusts.
   * @default - those that the machine trusts alone
   */
  readonly ca?: string;
  /**
   * How the machine shows who it is, where the registry asks.
   * @default - it does not
   */
  readonly clientIdentity?: RegistryClientIdentity;
}

/** What is left without verification. */
export type UnverifiedRegistryTlsOptions = Pick<RegistryTlsOptions, 'clientIdentity'>;

/** How connections to a registry are secured. */
export class RegistryTls {
  /**
   * The registry's certificate is verified.
   * @throws ConfigError TALOS339 when a certificate is no PEM, or no option is given; TALOS326 when the key is written out
   */
  static verified(options: RegistryTlsOptions): RegistryTls {
    const { ca, clientIdentity } = options;
    if (ca === undefined && clientIdentity === undefined) {
      throw REGISTRY_FORM.configError({
        wrong: 'nothing is said about the TLS of a registry',
        given: '{}',
        allowed: "'ca', 'clientIdentity', or both",
        fix: 'Leave the registry out of registryTls: certificates are verified anyway.',
      });
    }
    return new RegistryTls({
      ...(ca === undefined ? {} : { ca: certificates('the ca of a registry', ca) }),
      ...identityOf(options),
    });
  }

  /**
   * Any certificate is taken: whoever is between machine and registry can hand out images of his own. For trials.
   * @throws ConfigError TALOS339 when a certificate is no PEM; TALOS326 when the key is written out
   */
  static dangerouslyUnverified(options: UnverifiedRegistryTlsOptions = {}): RegistryTls {
    return new RegistryTls({ insecureSkipVerify: true, ...identityOf(options) });
  }

  private constructor(private readonly config: RegistryTlsFields) {}

  /** The document for that registry. */
  patch(registry: string): ConfigPatch {
    return ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'RegistryTLSConfig', name: registry, ...this.config });
  }
}

function identityOf({ clientIdentity }: UnverifiedRegistryTlsOptions): RegistryTlsFields {
  if (clientIdentity === undefined) return {};
  return {
    clientIdentity: {
      cert: certificates('the certificate of a machine', clientIdentity.certificate),
      key: secretReference("the key of a machine's certificate", clientIdentity.key),
    },
  };
}
