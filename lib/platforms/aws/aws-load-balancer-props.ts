import { OperatorCidrs } from '../../config/operator-cidrs';
import { AccessLogs } from './access-logs';
import { IAwsNodeFirewall } from './aws-node-firewall';

/** A name in a Route53 zone: one that exists already, or an {@link AwsHostedZone}, whose `record` gives it. */
export interface AwsDnsRecord {
  /** Name of the hosted zone, such as `example.org`. */
  readonly zoneName: string;
  /** Full name of the endpoint, such as `k8s.prod.example.org`. Changing it changes every machine's configuration. */
  readonly recordName: string;
  /**
   * Id of the hosted zone.
   * @default - the public zone of that name is looked up
   */
  readonly hostedZoneId?: string;
}

/** How a cluster's control plane is reached. */
export interface AwsLoadBalancerProps {
  /** The security groups of the cluster's machines, and with them the network. */
  readonly firewall: IAwsNodeFirewall;
  /** The networks that operators and Terraform connect from, to the Kubernetes API and the Talos API. */
  readonly operators: OperatorCidrs;
  /**
   * Whether the load balancer has public addresses. An internal one is reached from the VPC and from what is connected
   * to it, Terraform included. A change replaces the load balancer: without `dns` its name, which is the way in to every
   * machine, changes with it, and no certificate holds the new one.
   * @default 'internal'
   */
  readonly scheme?: 'internal' | 'internet-facing';
  /**
   * Name of the endpoint.
   * @default - the load balancer's own name is the endpoint
   */
  readonly dns?: AwsDnsRecord;
  /**
   * Whether AWS refuses to delete the load balancer, Terraform's own destroy included: turn it off in a deploy of its own
   * before the cluster is taken down. Its name is the way in to every machine.
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * Where Elastic Load Balancing writes its access log, for rules that ask for one. **It stays empty**: a network load
   * balancer logs the requests of TLS listeners, and these pass the cluster's own TLS through. The connections are in the
   * flow log of the network, the requests in the audit log of the Kubernetes API. TALOS128 warns where there is no flow log.
   * @default - none; one that was on is turned off
   */
  readonly accessLogs?: AccessLogs;
  /**
   * Tags of everything that belongs to the load balancer, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}
