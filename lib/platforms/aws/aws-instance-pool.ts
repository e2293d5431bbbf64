import { Instance } from '@cdktf/provider-aws/lib/instance';
import { Construct } from 'constructs';
import { BootstrapData } from '../../cluster/bootstrap-data';
import { IMachinePool, Machine, MachinePoolOptions } from '../../cluster/machine-pool';
import { InstallDisk } from '../../config/install-disk';
import { kebabCase } from '../../config/names';
import { Architecture, TalosPlatform } from '../../config/talos-platform';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { IAwsNodeSecurityGroup } from './aws-node-firewall';
import { architectureOf } from './instance-type';
import { AwsSubnet } from './network';
import { createInstance } from './private/instance';
import { InstanceRole } from './private/instance-role';
import { awsPoolFindings } from './private/pool-findings';
import { amiOf } from './talos-ami';

/** What EC2 takes as user data, before base64. */
const USER_DATA_LIMIT_BYTES = 16_384;

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
   * How many instances Terraform creates, stops or destroys at once. Another instance type stops them all, and neither
   * Terraform nor EC2 asks the cluster first. In a control plane it is always one, for etcd's majority.
   * @default 1
   */
  readonly maxUnavailable?: number;
  /**
   * ARNs of the ECR repositories that the machines may pull images from.
   * @default - none: images come from public registries
   */
  readonly ecrRepositoryArns?: readonly string[];
  /**
   * Tags of instances, volumes and role, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A pool whose machines a load balancer can register. */
export interface IAwsMachinePool extends IMachinePool {
  /** The security group of the machines. */
  readonly securityGroup: IAwsNodeSecurityGroup;
  /** Instance ids by machine name. */
  readonly instanceIds: ReadonlyMap<string, string>;
}

/**
 * EC2 instances in private subnets, spread over the network's zones, booting the Talos AMI.
 *
 * They get their first configuration as gzipped user data, and later changes over the Talos API: neither a change of it
 * nor another AMI replaces an instance. A zone that is added is used by new machines, and moves none.
 * Errors: TALOS010, TALOS060, TALOS061, TALOS066, TALOS072, TALOS109 to TALOS111, TALOS115.
 */
export class AwsInstancePool extends Construct implements IAwsMachinePool {
  readonly platform = TalosPlatform.AWS;
  /**
   * The root volume's device on Nitro instances. An AMI is installed already, and upgrades stay on the disk that Talos
   * runs from: the name takes effect after a wipe only.
   */
  readonly defaultInstallDisk = InstallDisk.path('/dev/nvme0n1');
  readonly machines: readonly Machine[];
  /** The VPC's whole network: a zone that is added changes no configuration. */
  readonly nodeSubnets: readonly string[];
  readonly bootstrapData: BootstrapData;
  readonly securityGroup: IAwsNodeSecurityGroup;
  readonly instanceIds: ReadonlyMap<string, string>;
  /** Name of the machines' IAM role, to allow them more. */
  readonly roleName: string;
  private readonly role: InstanceRole;
  private readonly instances: Instance[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly options: AwsInstancePoolProps,
  ) {
    super(scope, id);
    const { network } = options.securityGroup;
    this.securityGroup = options.securityGroup;
    this.nodeSubnets = [network.cidr];
    this.bootstrapData = new BootstrapData(this, { encoding: 'base64-gzip', limitBytes: USER_DATA_LIMIT_BYTES });
    addFindings(
      this,
      awsPoolFindings({
        count: options.count,
        diskGiB: options.diskGiB,
        maxUnavailable: options.maxUnavailable ?? 1,
        instanceType: options.instanceType,
        architecture: this.architecture(),
        image: options.image,
        amiArchitectures: amiOf(options.image)?.architectures,
        network,
      }),
    );
    this.role = new InstanceRole(this, 'Role', {
      ecrRepositoryArns: options.ecrRepositoryArns ?? [],
      tags: options.tags ?? {},
    });
    this.roleName = this.role.roleName;
    const poolName = options.name ?? kebabCase(id);
    const count = Number.isSafeInteger(options.count) && options.count > 0 ? options.count : 0;
    const amiId = this.amiId();
    this.machines = Array.from({ length: count }, (_, index) =>
      this.createMachine(
        `${poolName}-${String(index)}`,
        network.privateSubnets[index % network.privateSubnets.length],
        amiId,
      ),
    );
    this.instanceIds = new Map(this.machines.map(({ name }, index) => [name, this.instances[index]?.id ?? '']));
  }

  private createMachine(name: string, subnet: AwsSubnet | undefined, amiId: string): Machine {
    const { options, securityGroup } = this;
    const { network } = securityGroup;
    const instance = createInstance(new Construct(this, name), {
      name,
      amiId,
      instanceType: options.instanceType,
      subnetId: subnet?.id ?? '',
      securityGroupIds: [securityGroup.id, ...(options.additionalSecurityGroupIds ?? [])],
      instanceProfile: this.role.profileName,
      diskGiB: options.diskGiB,
      userDataBase64: this.bootstrapData.for(name),
      tags: options.tags ?? {},
      requires: [...network.privateRoutes, ...this.before()],
    });
    this.instances.push(instance);
    return {
      name,
      privateAddress: instance.privateIp,
      serverId: instance.id,
      requires: [instance, ...securityGroup.rules, ...network.privateRoutes],
      topology: { region: network.region, zone: instance.availabilityZone, instanceType: options.instanceType },
    };
  }

  /** The instance that has to be done with before the next one, so that no more are away at once than allowed. */
  private before(): Instance[] {
    const lanes = this.securityGroup.role === 'control-plane' ? 1 : (this.options.maxUnavailable ?? 1);
    const ahead = this.instances[this.instances.length - lanes];
    return ahead === undefined ? [] : [ahead];
  }

  /** An instance type that is a reference is taken to fit an image that is for one architecture alone. */
  private architecture(): Architecture | undefined {
    const { image, instanceType } = this.options;
    if (isKnown(instanceType)) return architectureOf(instanceType);
    const architectures = amiOf(image)?.architectures ?? [];
    return architectures.length === 1 ? architectures[0] : undefined;
  }

  private amiId(): string {
    const architecture = this.architecture();
    const ami = amiOf(this.options.image);
    return architecture === undefined ? '' : (ami?.amiId(this, this.securityGroup.network.region, architecture) ?? '');
  }
}
