import { ITerraformDependable } from 'cdktf';
import { Finding, collect, quote } from '../checks/check';
import {
  ADDRESS_OF_NO_HOST,
  ENDPOINT_FORM,
  VIRTUAL_IP_LINK,
  VIRTUAL_IP_OUTSIDE,
  VIRTUAL_IP_PLATFORM,
} from '../checks/cluster-checks';
import { ConfigPatch } from '../config/config-patch';
import { layer2VipDocument } from '../config/documents/layer2-vip';
import { staticHostDocument } from '../config/documents/static-host';
import { hostAdvice, isHost, leadsNowhere, noHost } from '../config/host';
import { IpAddress, IpNetwork } from '../config/ip-network';
import { dnsName } from '../config/names';
import { TalosPlatform } from '../config/talos-platform';
import { isKnown } from '../terraform/app-validation';
import { IMachinePool } from './machine-pool';

/** Of a link, which the kernel names in 15 characters at the most, or of its longer alternative name. */
const LINK_OR_ALIAS = /^[\w.:-]{1,127}$/;

/** What an endpoint asks of the cluster once it knows the control plane. */
export interface EndpointBinding {
  /**
   * Configuration of the control plane machines.
   * @default - none
   */
  readonly controlPlanePatches?: readonly ConfigPatch[];
  /**
   * Configuration of every machine.
   * @default - none
   */
  readonly nodePatches?: readonly ConfigPatch[];
  /**
   * Addresses in the nodes' networks that move from node to node.
   * @default - none
   */
  readonly sharedAddresses?: readonly string[];
  /**
   * A bare host that answers for the Talos API (50000) and the Kubernetes API (6443) of the control planes.
   * @default - each machine is reached by its own address
   */
  readonly talosApiHost?: string;
  /**
   * Host names that clients may use for the Talos API or the Kubernetes API: the certificates of both are good for them.
   * @default - the endpoint's host for the Kubernetes API, and the way in for the Talos API
   */
  readonly certSans?: readonly string[];
  /**
   * Networks in CIDR notation whose addresses the machines see in place of those of the endpoint's clients, such as
   * the subnets of a load balancer.
   * @default - machines see the clients' own addresses
   */
  readonly callerSubnets?: readonly string[];
  /**
   * Whether the host leads to trustd (50001) of a control plane machine. Workers get their certificates from it, and
   * find it by the host alone where discovery is off.
   * @default - not known
   */
  readonly answersForTrustd?: boolean;
  /**
   * What has to exist before a machine is reached, and still after it is gone.
   * @default - nothing
   */
  readonly requires?: readonly ITerraformDependable[];
  /**
   * What is wrong with the endpoint for this control plane.
   * @default - nothing
   */
  readonly findings?: readonly Finding[];
}

/** Where nodes and clients reach the Kubernetes API. */
export interface IControlPlaneEndpoint {
  /** Host name or address; may be a reference. */
  readonly host: string;
  /** Port, usually 6443. */
  readonly port: number;
  /** Points the endpoint at the control plane and says what that needs. */
  bind(controlPlane: IMachinePool): EndpointBinding;
}

/** Options of a virtual IP. */
export interface VirtualIpOptions {
  /**
   * Kernel name of the link that carries it.
   * @default - 'eth0', the name in the images of hypervisors; on bare metal it has to be given
   */
  readonly link?: string;
  /**
   * Name of the endpoint. Nodes resolve it by themselves; you create the DNS record for everybody else.
   * @default - the address is the endpoint
   */
  readonly dnsName?: string;
}

/** Options of an endpoint outside the library's hands. */
export interface ExternalEndpointOptions {
  /**
   * Port of the Kubernetes API at the endpoint.
   * @default 6443
   */
  readonly port?: number;
  /**
   * Whether the endpoint forwards port 50001 (trustd) to the control plane machines as well, which workers without
   * discovery get their certificates by. Open it to the nodes only.
   * @default - not known, which is warned of where discovery is off (TALOS338)
   */
  readonly forwardsTrustd?: boolean;
}

/** Endpoints that need no resource of their own. */
export class ControlPlaneEndpoint {
  /**
   * An address that the control planes share, on platforms with a common layer 2 segment.
   *
   * It answers once etcd runs, and moves within seconds when its holder is lost. Machines are configured by their own
   * addresses. Errors: TALOS055 to TALOS057, TALOS074.
   * @throws ConfigError TALOS005 or TALOS011 when address or name is none, TALOS075 when the address is that of whoever asks
   */
  static virtualIp(address: string, options: VirtualIpOptions = {}): IControlPlaneEndpoint {
    if (leadsNowhere(IpAddress.of(address).text)) throw endpointNowhere(address, 'Give a free address of the segment.');
    return new VirtualIp(IpAddress.of(address), options);
  }

  /**
   * A load balancer or DNS name that exists already and covers every control plane machine.
   * @throws ConfigError TALOS070 when it is neither a host name nor an address, or the port is none; TALOS075 when it
   * is the address of whoever asks
   */
  static external(host: string, options: ExternalEndpointOptions = {}): IControlPlaneEndpoint {
    if (isKnown(host) && !isHost(host)) {
      throw ENDPOINT_FORM.configError({
        wrong: `this is ${noHost(host)}`,
        given: quote(host),
        allowed: "a host in lower case, without scheme and port, such as 'k8s.example.org'",
        ...hostAdvice(host),
      });
    }
    if (isKnown(host) && leadsNowhere(host)) {
      throw endpointNowhere(host, 'Give the name or the address of the load balancer.');
    }
    const port = options.port ?? 6443;
    if (!Number.isSafeInteger(port) || port < 1 || port > 65_535) {
      throw ENDPOINT_FORM.configError({
        wrong: 'this is no port',
        given: `port: ${String(port)}`,
        allowed: 'a whole number from 1 to 65535',
        fix: 'Give the port on which the Kubernetes API answers at the endpoint, usually 6443.',
      });
    }
    const { forwardsTrustd } = options;
    return { host, port, bind: () => (forwardsTrustd === undefined ? {} : { answersForTrustd: forwardsTrustd }) };
  }

  private constructor() {
    // Only makers.
  }
}

function endpointNowhere(host: string, fix: string): Error {
  return ADDRESS_OF_NO_HOST.configError({
    wrong: 'each machine would look for the Kubernetes API at itself, or nowhere',
    given: quote(host),
    allowed: 'a host that leads to the control plane machines from every machine and client',
    fix,
  });
}

/** The URL of an endpoint; an IPv6 address is put in brackets. */
export function endpointUrl(endpoint: IControlPlaneEndpoint): string {
  const host = isKnown(endpoint.host) && endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return `https://${host}:${String(endpoint.port)}`;
}

class VirtualIp implements IControlPlaneEndpoint {
  readonly host: string;
  readonly port = 6443;
  private readonly link: string;

  constructor(
    private readonly address: IpAddress,
    private readonly options: VirtualIpOptions,
  ) {
    this.host = options.dnsName === undefined ? address.text : dnsName(options.dnsName);
    this.link = options.link ?? 'eth0';
  }

  bind(controlPlane: IMachinePool): EndpointBinding {
    const name = this.options.dnsName;
    return {
      controlPlanePatches: [layer2VipDocument(this.address.text, this.link)],
      nodePatches: name === undefined ? [] : [staticHostDocument(this.address.text, [name])],
      sharedAddresses: [this.address.text],
      answersForTrustd: true,
      findings: [
        ...this.platformFindings(controlPlane),
        ...this.linkFindings(controlPlane),
        ...this.segmentFindings(controlPlane),
      ],
    };
  }

  private platformFindings({ platform }: IMachinePool): Finding[] {
    return platform.layer2
      ? []
      : [
          VIRTUAL_IP_PLATFORM.finding({
            wrong: `a virtual IP needs a shared layer 2 segment, which platform ${quote(platform.name)} has not`,
            given: `ControlPlaneEndpoint.virtualIp(${quote(this.address)})`,
            allowed: 'a load balancer, or ControlPlaneEndpoint.external',
          }),
        ];
  }

  private linkFindings({ platform }: IMachinePool): Finding[] {
    if (isKnown(this.link) && !LINK_OR_ALIAS.test(this.link)) {
      return [
        VIRTUAL_IP_LINK.finding({
          wrong: 'this cannot be the name of the link that carries the virtual IP',
          given: `link: ${quote(this.link)}`,
          allowed: "letters, digits, dots, dashes, underscores and colons, such as 'enp1s0'",
        }),
      ];
    }
    return platform !== TalosPlatform.METAL || this.options.link !== undefined
      ? []
      : [
          VIRTUAL_IP_LINK.finding({
            wrong: 'a virtual IP on bare metal needs the name of the link that carries it',
            given: `ControlPlaneEndpoint.virtualIp(${quote(this.address)}), no link`,
            allowed: "ControlPlaneEndpoint.virtualIp(address, { link: 'enp1s0' })",
          }),
        ];
  }

  private segmentFindings({ nodeSubnets }: IMachinePool): Finding[] {
    // What is no network is reported where it was given.
    const known = (nodeSubnets ?? [])
      .filter(isKnown)
      .flatMap((subnet) => collect<IpNetwork[]>([], () => [IpNetwork.of(subnet)], []));
    if (known.length === 0 || known.some((subnet) => subnet.hasHost(this.address))) return [];
    return [
      VIRTUAL_IP_OUTSIDE.finding({
        wrong: 'the virtual IP is not an address of the network of the control plane',
        given: quote(this.address),
        allowed: `a free host address in ${known.join(' or ')}`,
      }),
    ];
  }
}
