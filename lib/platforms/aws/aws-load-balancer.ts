import { Lb } from '@cdktf/provider-aws/lib/lb';
import { ITerraformDependable } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import {
  ACCESS_LOGS_EMPTY,
  LOAD_BALANCER_POOL,
  LOAD_BALANCER_TWICE,
  NO_PUBLIC_SUBNETS,
  SECURITY_GROUP_ROLE,
} from '../../checks/aws-checks';
import { Finding, quote } from '../../checks/check';
import { EndpointBinding, IControlPlaneEndpoint } from '../../cluster/control-plane-endpoint';
import { IMachinePool } from '../../cluster/machine-pool';
import { clusterOf } from '../../cluster/talos-cluster';
import { portsFor } from '../../config/ports';
import { addCheck, addFindings } from '../../terraform/app-validation';
import { requireProps } from '../../terraform/required-props';
import { DataRecord } from '../../terraform/data-record';
import { attributeAddress, expression } from '../../terraform/text';
import { withoutTraces } from '../../terraform/without-traces';
import { AwsInstancePool } from './aws-instance-pool';
import { AwsLoadBalancerProps } from './aws-load-balancer-props';
import { IAwsMachinePool, isAwsMachinePool } from './aws-machine-pool';
import { AwsSubnet } from './network';
import { AccessLogTarget } from './private/access-log-target';
import { dnsRecordFindings } from './private/dns-record-findings';
import { createDnsRecords } from './private/dns-records';
import { ForwardedPort } from './private/forwarded-port';
import { LoadBalancerAccess } from './private/load-balancer-access';
import { machinePoolsBeside } from './private/machine-pools-beside';
import { uniqueName } from './private/unique-name';
import { tagFindings } from './private/tag-findings';
import { identifierFindings } from './private/identifier-findings';

/** EC2 takes no longer name for a load balancer. */
const MAX_NAME = 32;

/**
 * A network load balancer before the control plane: the Kubernetes API (6443) and the Talos API (50000).
 *
 * The endpoint of a cluster whose machines have no addresses that Terraform could reach: it passes TLS through, and a
 * control plane machine forwards Talos requests to the machine that they name. Only the named operators and the
 * cluster's own machines get through its security group. Where its subnets have IPv6, it answers over both, and reaches
 * the machines over IPv4. Errors: TALOS011, TALOS105 to TALOS108, TALOS112 to TALOS114, TALOS120, TALOS123, TALOS126 to
 * TALOS128, TALOS500, TALOS501.
 */
export class AwsLoadBalancer extends Construct implements IControlPlaneEndpoint {
  readonly host: string;
  readonly port = 6443;
  /**
   * The load balancer's own DNS name, remembered apart from it: configurations that referred to the load balancer would
   * be read during apply, and shown as unknown, whenever it gets a subnet or a tag.
   */
  readonly dnsName: string;
  private readonly access: LoadBalancerAccess;
  private readonly forwarded: readonly ForwardedPort[];
  /** Machines see its addresses in these, and not those of its clients. */
  private readonly subnets: readonly AwsSubnet[];
  private readonly wayIn: readonly ITerraformDependable[];
  private boundTo: IMachinePool | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsLoadBalancerProps,
  ) {
    super(scope, id);
    using _ = withoutTraces();
    requireProps(
      this,
      props,
      {
        firewall: { object: "a firewall, such as new AwsNodeFirewall(this, 'Firewall', { network })" },
        operators: { object: "OperatorCidrs.of(['192.0.2.0/24'])" },
      },
      { dns: { object: 'an object of zoneName and recordName' } },
    );
    addFindings(this, [
      ...tagFindings(props.tags),
      ...identifierFindings({ hostedZoneId: props.dns?.hostedZoneId, ...props.accessLogs?.identifiers }),
    ]);
    const { firewall, dns } = props;
    const { network } = firewall;
    const internal = props.scheme !== 'internet-facing';
    this.subnets = internal ? network.privateSubnets : network.publicSubnets;
    // Every one of its subnets has to have IPv6, or AWS gives it none.
    const dualStack = this.subnets.length > 0 && this.subnets.every(({ ipv6Cidr }) => ipv6Cidr !== undefined);
    this.access = new LoadBalancerAccess(this, 'Access', {
      firewall,
      operators: props.operators,
      internal,
      dualStack,
      tags: props.tags ?? {},
    });
    const log = this.createLog();
    const name = uniqueName(this, MAX_NAME);
    const balancer = new Lb(this, 'Resource', {
      name,
      loadBalancerType: 'network',
      internal,
      ...(dualStack ? { ipAddressType: 'dualstack' } : {}),
      subnets: this.subnets.map((subnet) => subnet.id),
      // A load balancer that was created without a group cannot be given one.
      securityGroups: [this.access.securityGroupId],
      enableCrossZoneLoadBalancing: true,
      ...(props.deletionProtection === true ? { enableDeletionProtection: true } : {}),
      // Said where there is none, too: without the block, the provider leaves a log on that once was.
      accessLogs: log?.config ?? { enabled: false, bucket: '' },
      tags: { ...props.tags, Name: name },
      dependsOn: [...network.publicRoutes, ...(log?.requires ?? [])],
    });
    const record = new DataRecord(this, 'Name', { input: { dnsName: balancer.dnsName } });
    this.dnsName = expression(`${attributeAddress(record, 'output')}.dnsName`);
    this.forwarded = portsFor({ listener: 'control-plane', caller: 'load-balancer' }).map(
      (port) =>
        new ForwardedPort(this, port.name, {
          port,
          loadBalancerArn: balancer.arn,
          vpcId: network.vpcId,
          tags: props.tags ?? {},
        }),
    );
    const dnsRecords = dns === undefined ? [] : createDnsRecords(this, { dns, balancer, dualStack });
    this.host = dns?.recordName ?? this.dnsName;
    this.wayIn = [
      ...this.access.rules,
      ...this.forwarded.map((port) => port.listener),
      ...dnsRecords,
      ...network.publicRoutes,
    ];
    addFindings(this, [
      ...(dns === undefined ? [] : dnsRecordFindings(dns)),
      ...this.placeFindings(internal),
      ...this.access.familyFindings(),
      ...this.logFindings(),
    ]);
    addCheck(this, () => this.strangers().map(strangerFinding));
  }

  bind(controlPlane: IMachinePool): EndpointBinding {
    const findings = this.bindFindings(controlPlane);
    if (findings.length > 0 || !isAwsMachinePool(controlPlane)) return { findings };
    this.boundTo = controlPlane;
    const machines = this.pools().flatMap((pool) => pool.publicAddresses ?? []);
    addFindings(this, this.access.admitPublic(machines));
    const attachments = this.forwarded.flatMap((port) => port.register(controlPlane.instanceIds));
    return {
      // The name of one's own outlives the load balancer: another one has a name that no machine's certificate holds.
      talosApiHost: this.host,
      answersForTrustd: false,
      certSans: [this.dnsName, this.host],
      // Where it has no subnets, that was told: no further mistake is to come of it.
      callerSubnets:
        this.subnets.length > 0 ? this.subnets.map(({ cidr }) => cidr) : [this.props.firewall.network.cidr],
      requires: [...this.wayIn, ...attachments],
    };
  }

  private placeFindings(internal: boolean): Finding[] {
    return internal || this.subnets.length > 0 || this.props.firewall.network.privateSubnets.length === 0
      ? []
      : [
          NO_PUBLIC_SUBNETS.finding({
            wrong: 'this load balancer has no public subnet to stand in',
            given: "scheme: 'internet-facing', and a network without public subnets",
            allowed: "scheme 'internal', or a network with public subnets",
          }),
        ];
  }

  private bindFindings(controlPlane: IMachinePool): Finding[] {
    if (this.boundTo !== undefined) {
      return [
        LOAD_BALANCER_TWICE.finding({
          wrong: `the load balancer ${quote(this.node.path)} already stands before ${quote(this.boundTo.node.path)}`,
          given: `${quote(this.boundTo.node.path)} and ${quote(controlPlane.node.path)}`,
          allowed: 'one control plane for each load balancer',
        }),
      ];
    }
    const group = this.props.firewall.controlPlane;
    return isAwsMachinePool(controlPlane) && controlPlane.securityGroup === group
      ? []
      : [
          LOAD_BALANCER_POOL.finding({
            wrong: `the load balancer ${quote(this.node.path)} cannot reach this control plane`,
            given: isAwsMachinePool(controlPlane)
              ? `${quote(controlPlane.node.path)}, in another security group`
              : `${quote(controlPlane.node.path)}, not a pool of EC2 instances`,
            allowed: `an AwsInstancePool with securityGroup: firewall.controlPlane, of the firewall that the load balancer was given`,
          }),
        ];
  }

  private createLog(): AccessLogTarget | undefined {
    const { accessLogs, firewall, tags } = this.props;
    if (accessLogs === undefined) return undefined;
    return new AccessLogTarget(this, 'AccessLogs', {
      accessLogs,
      region: firewall.network.region,
      tags: tags ?? {},
    });
  }

  private logFindings(): Finding[] {
    return this.props.accessLogs === undefined || this.props.firewall.network.hasFlowLog === true
      ? []
      : [
          ACCESS_LOGS_EMPTY.finding({
            wrong: 'the access log of this load balancer will hold nothing, and no flow log holds its connections',
            given: 'accessLogs, TCP listeners, and a network without a flow log that is known',
            allowed: 'accessLogs beside a flow log that the network is known to have, or the flow log alone',
          }),
        ];
  }

  /** Pools in the control plane's security group that are not the control plane, and do not tell of it themselves. */
  private strangers(): IConstruct[] {
    const { boundTo } = this;
    if (boundTo === undefined) return [];
    return this.pools()
      .filter((pool) => pool !== boundTo && pool.securityGroup === this.props.firewall.controlPlane)
      .filter((pool) => !(pool instanceof AwsInstancePool && clusterOf(pool) !== undefined));
  }

  /** The pools of the stack whose machines are in the firewall's groups. */
  private pools(): IAwsMachinePool[] {
    const { controlPlane, workers } = this.props.firewall;
    return machinePoolsBeside(this).filter(
      ({ securityGroup }) => securityGroup === controlPlane || securityGroup === workers,
    );
  }
}

function strangerFinding(pool: IConstruct): Finding {
  return SECURITY_GROUP_ROLE.finding({
    wrong: `the pool ${quote(pool.node.path)} is in the control plane's security group and is not the control plane`,
    given: `${quote(pool.node.path)} with securityGroup: firewall.controlPlane`,
    allowed: 'securityGroup: firewall.workers',
  });
}
