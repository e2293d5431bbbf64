import { quote } from '../checks/check';
import { DISCOVERY_FORM } from '../checks/network-checks';
import { isPort } from './port-number';
import { holdsReference } from './reference';

/** What a discovery service is, beside on. */
export interface DiscoveryServiceOptions {
  /**
   * Scheme and host of a discovery service of your own, with its port where it has one. Machines have to reach it at
   * their first boot. The public one sees the cluster's public addresses, and ciphertext for the rest.
   * @default - https://discovery.talos.dev, which belongs to Sidero Labs
   */
  readonly endpoint?: string;
}

/** How the machines of a cluster find each other before Kubernetes runs. */
export class Discovery {
  /**
   * By a service that all machines connect to, with what they say encrypted by a key of the cluster.
   * @throws ConfigError TALOS334 when the endpoint is no address of http or https, or has a path
   */
  static service(options: DiscoveryServiceOptions = {}): Discovery {
    const { endpoint } = options;
    if (endpoint !== undefined && !holdsReference(endpoint) && !isService(endpoint)) {
      throw DISCOVERY_FORM.configError({
        wrong: 'this is no address of a discovery service',
        given: quote(endpoint),
        allowed: "scheme and host, and a port where it has one, such as 'https://discovery.example.org'",
        fix: adviceFor(endpoint),
      });
    }
    return new Discovery({
      enabled: true,
      ...(endpoint === undefined ? {} : { registries: { service: { endpoint } } }),
    });
  }

  /**
   * Not at all: no KubeSpan, no `talosctl health` without lists of nodes, and workers that find the control planes by the
   * cluster's endpoint alone, which has to lead to them on port 50001.
   */
  static off(): Discovery {
    return new Discovery({ enabled: false });
  }

  private constructor(
    /** The fields of `cluster.discovery`. */
    readonly config: {
      readonly enabled: boolean;
      readonly registries?: { readonly service: { readonly endpoint: string } };
    },
  ) {}

  /** Whether machines find each other. */
  get isOn(): boolean {
    return this.config.enabled;
  }
}

function isService(endpoint: string): boolean {
  const [, host, port] = /^https?:\/\/([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::(\d+))?\/?$/.exec(endpoint) ?? [];
  return host !== undefined && (port === undefined || isPort(port));
}

function adviceFor(endpoint: string): string {
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/+)?(.*)$/.exec(endpoint) ?? [];
  const right = `${scheme === '' ? 'https' : scheme.toLowerCase()}://${rest.replace(/\/.*$/, '')}`;
  if (scheme === '') {
    return isService(right)
      ? `Write the scheme before it: '${right}'.`
      : 'Write the scheme and the host, and the port where it has one.';
  }
  if (!/^https?$/i.test(scheme)) return 'Write https, or http where the service has no certificate.';
  if (!/^https?:\/\/[^/]/.test(endpoint) && isService(right)) return `Write '${right}'.`;
  return /^https?:\/\/[^/]+\/./.test(endpoint)
    ? 'Leave the path out: Talos knows it.'
    : 'Correct the host or the port, which is a number from 1 to 65535.';
}
