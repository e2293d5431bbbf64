import { quote } from '../../../checks/check';
import { LINK_ALIAS_FORM } from '../../../checks/network-checks';
import { ConfigPatch } from '../../config-patch';
import { holdsReference } from '../../reference';

/** Which link of a machine is meant; it has to fit exactly one. */
export class LinkSelector {
  /**
   * The link of that hardware address, as the card has it from its maker.
   * @throws ConfigError TALOS328 when it is none
   */
  static hardwareAddress(address: string): LinkSelector {
    if (!holdsReference(address) && !/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/.test(address)) {
      throw LINK_ALIAS_FORM.configError({
        wrong: 'this is no hardware address',
        given: quote(address),
        allowed: "six pairs of hexadecimal digits, such as '02:00:5e:10:00:01'",
        fix: 'Write the address with colons between the pairs.',
      });
    }
    return new LinkSelector(
      `mac(link.permanent_addr) == "${holdsReference(address) ? address : address.toLowerCase()}"`,
    );
  }

  /**
   * The link of that driver, such as `virtio_net`, where the machine has one of it.
   * @throws ConfigError TALOS328 when it is no name of a driver
   */
  static driver(name: string): LinkSelector {
    if (!holdsReference(name) && !/^[A-Za-z0-9_-]+$/.test(name)) {
      throw LINK_ALIAS_FORM.configError({
        wrong: 'this is no name of a driver',
        given: quote(name),
        allowed: "a name such as 'virtio_net' or 'ixgbe'",
        fix: 'See the drivers of a machine with talosctl get links -o yaml.',
      });
    }
    return new LinkSelector(`link.driver == "${name}"`);
  }

  /**
   * The link for which an expression of CEL is true; `link` is what `talosctl get links -o yaml` shows.
   * @throws ConfigError TALOS328 when it is empty
   */
  static matching(expression: string): LinkSelector {
    if (expression.trim() === '') {
      throw LINK_ALIAS_FORM.configError({
        wrong: 'an empty expression selects nothing',
        given: quote(expression),
        allowed: 'an expression such as \'glob("00:1a:2b:*", mac(link.permanent_addr))\'',
        fix: 'Give a condition on the link.',
      });
    }
    return new LinkSelector(expression);
  }

  private constructor(
    /** The condition as an expression of CEL. */
    readonly expression: string,
  ) {}

  /** The document that gives the link a further name. */
  aliasPatch(alias: string): ConfigPatch {
    return ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'LinkAliasConfig',
      name: alias,
      selector: { match: this.expression },
    });
  }
}
