import { quote } from '../checks/check';
import { SECRETS_LITERAL } from '../checks/secrets-checks';
import { holdsReference } from '../config/reference';

/** Where the keys of a cluster are kept. Who has them is its administrator. */
export class ClusterSecrets {
  /**
   * Terraform makes the keys when the cluster is created, and keeps them in its state, with every configuration that
   * holds them. The state has to be encrypted, and is as good as the administrator's password.
   */
  static inState(): ClusterSecrets {
    return new ClusterSecrets(undefined);
  }

  /**
   * The keys lie in a place of yours, and Terraform reads them anew in every run: neither state nor plan holds them, or
   * anything made from them. Needs Terraform or OpenTofu 1.11. The cluster then has no outputs `kubeconfig` and
   * `talosconfig`, changes made by hand are not seen, and no machine is reset when it is removed.
   *
   * The text is the JSON that `npx cdktf-talos secrets` makes of a `secrets.yaml`: an attribute of an `EphemeralResource`
   * such as `aws_secretsmanager_secret_version`, or the value of an `EphemeralVariable`. To move a running cluster here
   * takes the keys that it has, see docs/secrets.md.
   *
   * Errors when the stack is synthesized: TALOS431 for a value that Terraform keeps, TALOS432 for a pool that seeds its
   * machines by user data.
   * @throws ConfigError TALOS430 when it is no reference; the message does not repeat it
   */
  static external(machineSecretsJson: string): ClusterSecrets {
    if (!holdsReference(machineSecretsJson)) {
      throw SECRETS_LITERAL.configError({
        wrong: 'the machine secrets are written into the program',
        given: machineSecretsJson === '' ? quote('') : `a text of ${String(machineSecretsJson.length)} characters`,
        allowed: "a reference, such as ephemeralResource.attribute('secret_string')",
      });
    }
    return new ClusterSecrets(machineSecretsJson);
  }

  private constructor(
    /** Reference to the machine secrets as JSON; undefined where the state holds them. */
    readonly json: string | undefined,
  ) {}
}
