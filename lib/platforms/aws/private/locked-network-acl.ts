import { DefaultNetworkAcl } from '@cdktf/provider-aws/lib/default-network-acl';
import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** The subnets that keep their traffic. */
export interface LockedNetworkAclProps {
  readonly vpcId: string;
  readonly defaultNetworkAclId: string;
  readonly subnetIds: readonly string[];
  /** Whether the subnets have IPv6: a rule for IPv4 says nothing of it. */
  readonly ipv6: boolean;
  readonly tags: (what: string) => Record<string, string>;
}

/**
 * Takes the rules out of a VPC's default network ACL, which every subnet is in that names no other, and gives the named
 * subnets one of their own. That one passes everything: an ACL knows no connections, so answers would have to be let in
 * from everywhere; security groups name each port and each caller.
 */
export class LockedNetworkAcl extends Construct {
  /** What has to exist before traffic passes in the subnets. */
  readonly open: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LockedNetworkAclProps) {
    super(scope, id);
    const { vpcId, defaultNetworkAclId, subnetIds, ipv6, tags } = props;
    const allowAll = { action: 'allow', protocol: '-1', fromPort: 0, toPort: 0 };
    const everything = [
      { ...allowAll, ruleNo: 100, cidrBlock: '0.0.0.0/0' },
      ...(ipv6 ? [{ ...allowAll, ruleNo: 101, ipv6CidrBlock: '::/0' }] : []),
    ];
    const own = new NetworkAcl(this, 'Resource', {
      vpcId,
      subnetIds: [...subnetIds],
      ingress: everything,
      egress: everything,
      tags: tags('subnets'),
    });
    this.open = own;
    new DefaultNetworkAcl(this, 'Default', {
      defaultNetworkAclId,
      tags: tags('default'),
      // Subnets leave the default ACL before it is emptied.
      dependsOn: [own],
      // Subnets of someone else's are in it by themselves.
      lifecycle: { ignoreChanges: ['subnet_ids'] },
    });
  }
}
