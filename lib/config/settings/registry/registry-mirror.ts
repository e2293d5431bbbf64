import { quote } from '../../../checks/check';
import { REGISTRY_FORM } from '../../../checks/network-checks';
import { ConfigPatch } from '../../config-patch';
import { isPort } from '../../port-number';
import { holdsReference } from '../../reference';

/** Where images of a registry are pulled from in its place. */
export class RegistryEndpoint {
  /**
   * A registry at that address; `/v2` is added to its path.
   * @throws ConfigError TALOS339 when it is no address of http or https
   */
  static of(url: string): RegistryEndpoint {
    return new RegistryEndpoint(checkedUrl(url), false);
  }

  /**
   * A registry below that very address, such as `https://harbor.example.org/v2/proxy-docker.io`: nothing is added.
   * @throws ConfigError TALOS339 when it is no address of http or https
   */
  static exactly(url: string): RegistryEndpoint {
    return new RegistryEndpoint(checkedUrl(url), true);
  }

  private constructor(
    private readonly url: string,
    private readonly overridePath: boolean,
  ) {}

  /** The endpoint as an element of `endpoints`. */
  get config(): { readonly url: string; readonly overridePath?: boolean } {
    return { url: this.url, ...(this.overridePath ? { overridePath: true } : {}) };
  }
}

/** What happens when no endpoint has an image. */
export interface RegistryMirrorOptions {
  /**
   * Whether the registry itself is left alone when no endpoint has the image, as where machines have no way to it.
   * @default false
   */
  readonly skipFallback?: boolean;
}

/** Other places for the images of a registry, asked in this order. */
export class RegistryMirror {
  /**
   * The images come from those endpoints, and from the registry itself when none has them.
   * @throws ConfigError TALOS339 without endpoints
   */
  static of(endpoints: readonly RegistryEndpoint[], options: RegistryMirrorOptions = {}): RegistryMirror {
    if (endpoints.length === 0) {
      throw REGISTRY_FORM.configError({
        wrong: 'a mirror has no endpoint',
        given: '[]',
        allowed: "RegistryEndpoint.of('https://mirror.example.org'), once or more",
        fix: 'Name an endpoint, or leave the mirror out.',
      });
    }
    return new RegistryMirror(endpoints, options);
  }

  private constructor(
    private readonly endpoints: readonly RegistryEndpoint[],
    private readonly options: RegistryMirrorOptions,
  ) {}

  /** The document for the images of that registry. */
  patch(registry: string): ConfigPatch {
    const { skipFallback } = this.options;
    return ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'RegistryMirrorConfig',
      name: registry,
      endpoints: this.endpoints.map((endpoint) => endpoint.config),
      ...(skipFallback === undefined ? {} : { skipFallback }),
    });
  }
}

function checkedUrl(url: string): string {
  const [, host, port] = /^https?:\/\/([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::(\d+))?(?:\/[^\s?#]*)?$/.exec(url) ?? [];
  if (!holdsReference(url) && (host === undefined || (port !== undefined && !isPort(port)))) {
    throw REGISTRY_FORM.configError({
      wrong: 'this is no address of a registry',
      given: quote(url),
      allowed: "scheme, host and path, such as 'https://mirror.example.org' or 'http://10.20.0.9:5000'",
      fix: 'Write the address with http or https, without user, query and fragment; a port is a number from 1 to 65535.',
    });
  }
  return url;
}
