import { MachinePoolOptions } from '../../cluster/machine-pool';
import { IAwsNodeSecurityGroup } from './aws-node-firewall';
import { InstanceMarket } from './instance-market';
import { AwsVolume } from './private/volume';

/** What the instances of a pool are like. */
export interface AwsInstancePoolProps extends MachinePoolOptions {
  /** What the machines are, and with it their network: `firewall.controlPlane` or `firewall.workers`. */
  readonly securityGroup: IAwsNodeSecurityGroup;
  /** How many machines there are. A smaller number removes the last ones. */
  readonly count: number;
  /**
   * EC2 instance type, such as `m7i.large` or `m7g.large`. A change stops and starts the instances, see
   * `maxUnavailable`, and drains no node. In a control plane nothing waits for etcd in between: change one machine at a
   * time, as docs/aws.md says. Another architecture needs another pool: the disk stays.
   */
  readonly instanceType: string;
  /** Size of each machine's root volume in GiB, 20 or more; encrypted gp3. It can grow later. */
  readonly diskGiB: number;
  /**
   * What the machines' names begin with: lower-case letters, digits and dashes. Changing it replaces every machine.
   * @default - the construct's id in kebab case
   */
  readonly name?: string;
  /**
   * Ids of further security groups, for what your workloads need.
   * @default - only the group of the firewall
   */
  readonly additionalSecurityGroupIds?: readonly string[];
  /**
   * Whether the machines stand in private subnets, or in public ones with a public address each, which needs no NAT
   * gateway. Public machines are reached no further: their security group admits the same callers. The address changes
   * when a machine is stopped; an internet-facing load balancer then admits the new one with the next apply. A change
   * replaces every machine.
   * @default 'private'
   */
  readonly addresses?: 'private' | 'public';
  /**
   * How many instances Terraform creates, stops or destroys at once. Another instance type stops them all, and neither
   * Terraform nor EC2 asks the cluster first. In a control plane it is always one, for etcd's majority.
   * @default 1
   */
  readonly maxUnavailable?: number;
  /**
   * ARNs of the ECR repositories that the machines may pull images from, with the wildcards of IAM where they are wanted.
   * @default - none: images come from public registries
   */
  readonly ecrRepositoryArns?: readonly string[];
  /**
   * ARN of the KMS key that volumes are encrypted with. A change reaches new machines only.
   * @default - the account's default key for EBS
   */
  readonly kmsKeyArn?: string;
  /**
   * Further volumes of each machine, encrypted gp3, for Talos's user volumes. They go with the machine, and with them
   * what is on them; a volume that is taken away stops the machine first.
   * @default - none
   */
  readonly volumes?: readonly AwsVolume[];
  /**
   * How the instances are bought: spot for workers, termination protection, a capacity reservation.
   * @default InstanceMarket.onDemand()
   */
  readonly market?: InstanceMarket;
  /**
   * Whether CloudWatch gets the instances' figures every minute, and not every five; paid for by the figure.
   * @default false
   */
  readonly detailedMonitoring?: boolean;
  /**
   * Whether no two machines of the pool share hardware (a spread placement group; seven to a zone). A change reaches new
   * machines only; it cannot be turned off while machines are in the group.
   * @default false
   */
  readonly spread?: boolean;
  /**
   * Name of the cluster that `kubernetes.io/cluster/<name>` marks the instances as owned by, as the AWS cloud controller
   * manager looks for them.
   * @default - no such tag
   */
  readonly clusterTag?: string;
  /**
   * Who names the nodes: `machine` gives them the names of the machines, `platform` the names that EC2 gives to instances
   * (`i-0123.eu-central-1.compute.internal`), as the AWS cloud controller manager needs. A node never changes its name:
   * decide at the creation of the cluster. A lost control plane machine comes back under another name, and its member of
   * etcd has to be removed by hand.
   * @default 'machine'
   */
  readonly nodeNames?: 'machine' | 'platform';
  /**
   * Whether the machine can read its own tags from the instance metadata. EC2 takes no tag with a slash then.
   * @default false
   */
  readonly tagsInMetadata?: boolean;
  /**
   * Tags of instances, volumes and role, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}
