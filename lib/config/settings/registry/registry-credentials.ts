import { quote } from '../../../checks/check';
import { REGISTRY_FORM } from '../../../checks/network-checks';
import { ConfigPatch } from '../../config-patch';
import { secretReference } from '../../secret-reference';

/** With what a machine signs in to a registry. */
export class RegistryCredentials {
  /**
   * A user name, and a password as a reference to a sensitive value.
   * @throws ConfigError TALOS326 when the password is written out, TALOS339 without a user name
   */
  static password(username: string, password: string): RegistryCredentials {
    if (username === '') {
      throw REGISTRY_FORM.configError({
        wrong: 'credentials have no user name',
        given: quote(username),
        allowed: 'the name of a user or a robot account',
        fix: 'Name the user that the password belongs to.',
      });
    }
    return new RegistryCredentials({ username, password: secretReference('the password of a registry', password) });
  }

  /**
   * What stands under `auth` in a Docker configuration, base64 of user and password, as a reference to a sensitive value.
   * @throws ConfigError TALOS326 when it is written out
   */
  static dockerAuth(auth: string): RegistryCredentials {
    return new RegistryCredentials({ auth: secretReference('the auth text of a registry', auth) });
  }

  /**
   * A token that the registry has issued, as a reference to a sensitive value. It is not renewed.
   * @throws ConfigError TALOS326 when it is written out
   */
  static identityToken(token: string): RegistryCredentials {
    return new RegistryCredentials({ identityToken: secretReference('the identity token of a registry', token) });
  }

  private constructor(private readonly config: Readonly<Record<string, string>>) {}

  /** The document for that registry. */
  patch(registry: string): ConfigPatch {
    return ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'RegistryAuthConfig', name: registry, ...this.config });
  }
}
