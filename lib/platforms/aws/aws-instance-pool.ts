import { Instance } from '@cdktf/provider-aws/lib/instance';
import { PlacementGroup } from '@cdktf/provider-aws/lib/placement-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BootstrapData } from '../../cluster/bootstrap-data';
import { Machine } from '../../cluster/machine-pool';
import { InstallDisk } from '../../config/install-disk';
import { machinesFor } from '../../config/machine-count';
import { kebabCase } from '../../config/names';
import { PortFeature } from '../../config/ports';
import { Architecture, TalosPlatform } from '../../config/talos-platform';
import { addCheck, addFindings, isKnown } from '../../terraform/app-validation';
import { requireProps } from '../../terraform/required-props';
import { withoutTraces } from '../../terraform/without-traces';
import { AwsInstancePoolProps } from './aws-instance-pool-props';
import { IAwsMachinePool } from './aws-machine-pool';
import { IAwsNodeSecurityGroup } from './aws-node-firewall';
import { InstanceMarket } from './instance-market';
import { architectureOf } from './instance-type';
import { AwsNatAddress, AwsSubnet } from './network';
import { clusterPartFindings } from './private/cluster-part-findings';
import { createInstance } from './private/instance';
import { leasedAddresses } from './private/leased-addresses';
import { InstanceRole } from './private/instance-role';
import { awsPoolFindings } from './private/pool-findings';
import { uniqueName } from './private/unique-name';
import { createVolumes } from './private/volume';
import { amiOf } from './talos-ami';
import { roleTagFindings } from './private/tag-findings';
import { identifierFindings } from './private/identifier-findings';

/** What EC2 takes as user data, before base64. */
const USER_DATA_LIMIT_BYTES = 16_384;

/**
 * EC2 instances, in private subnets unless told otherwise, spread over the network's zones, booting the Talos AMI.
 *
 * They get their first configuration as gzipped user data, and later changes over the Talos API: neither a change of it
 * nor another AMI replaces an instance. A zone that is added is used by new machines, and moves none. In a network with
 * IPv6 they ask for an address of it, and nodes have both; the Talos API is reached by IPv4.
 * Errors: TALOS010, TALOS060, TALOS061, TALOS066, TALOS072, TALOS109 to TALOS111, TALOS114 to TALOS119, TALOS123,
 * TALOS129 to TALOS131, TALOS500, TALOS501.
 */
export class AwsInstancePool extends Construct implements IAwsMachinePool {
  readonly platform = TalosPlatform.AWS;
  /**
   * The root volume's device on Nitro instances. An AMI is installed already, and upgrades stay on the disk that Talos
   * runs from: the name takes effect after a wipe only.
   */
  readonly defaultInstallDisk = InstallDisk.path('/dev/nvme0n1');
  readonly machines: readonly Machine[];
  /** The VPC's whole networks, IPv4 first: a zone that is added changes no configuration. */
  readonly nodeSubnets: readonly string[];
  readonly bootstrapData: BootstrapData;
  readonly securityGroup: IAwsNodeSecurityGroup;
  readonly instanceIds: ReadonlyMap<string, string>;
  readonly publicAddresses: readonly AwsNatAddress[];
  readonly admittedPorts: readonly PortFeature[] | undefined;
  /** Name of the machines' IAM role, to allow them more. */
  readonly roleName: string;
  /** Code of the region that the machines are in. */
  readonly region: string;
  /** Name of the cluster that the instances are marked as owned by. */
  readonly clusterTag: string | undefined;
  readonly platformNamesNodes: boolean;
  /** Ids of further security groups that the machines are in. */
  readonly additionalSecurityGroupIds: readonly string[];
  /** Whether the machines have addresses of IPv6 beside those of IPv4. */
  readonly hasIpv6: boolean;
  private readonly role: InstanceRole;
  private readonly instances: Instance[] = [];
  private readonly placementGroup: PlacementGroup | undefined;

  constructor(
    scope: Construct,
    id: string,
    readonly options: AwsInstancePoolProps,
  ) {
    super(scope, id);
    using _ = withoutTraces();
    requireProps(
      this,
      options,
      {
        image: { object: "an AMI, such as TalosAmi.official(this, 'Image', { talosVersion: 'v1.13.9' })" },
        securityGroup: { object: 'firewall.controlPlane or firewall.workers of an AwsNodeFirewall' },
        count: 'number',
        instanceType: 'text',
        diskGiB: 'number',
      },
      { market: { object: 'InstanceMarket.onDemand(), or InstanceMarket.spot()' }, volumes: 'list' },
    );
    const { additionalSecurityGroupIds, ecrRepositoryArns, kmsKeyArn } = options;
    addFindings(this, [
      ...roleTagFindings(this.tags()),
      ...identifierFindings({ additionalSecurityGroupIds, ecrRepositoryArns, kmsKeyArn }),
    ]);
    const { network } = options.securityGroup;
    this.securityGroup = options.securityGroup;
    this.additionalSecurityGroupIds = additionalSecurityGroupIds ?? [];
    this.region = network.region;
    this.clusterTag = options.clusterTag;
    this.platformNamesNodes = options.nodeNames === 'platform';
    this.hasIpv6 = network.ipv6Cidr !== undefined;
    this.admittedPorts = options.securityGroup.admittedPorts;
    this.nodeSubnets = [network.cidr, ...(network.ipv6Cidr === undefined ? [] : [network.ipv6Cidr])];
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
        isPublic: this.isPublic,
        subnets: this.subnets,
        role: options.securityGroup.role,
        market: options.market,
        volumes: options.volumes ?? [],
        spread: options.spread === true,
        securityGroupCount: 1 + new Set(this.additionalSecurityGroupIds).size,
        metadataTagKeys: options.tagsInMetadata === true ? Object.keys(this.tags()) : [],
      }),
    );
    addCheck(this, () => clusterPartFindings(this));
    this.role = new InstanceRole(this, 'Role', {
      ecrRepositoryArns: options.ecrRepositoryArns ?? [],
      tags: options.tags ?? {},
    });
    this.roleName = this.role.roleName;
    this.placementGroup = this.createPlacementGroup();
    const poolName = options.name ?? kebabCase(id);
    const amiId = this.amiId();
    this.machines = Array.from({ length: machinesFor(options.count) }, (_, index) =>
      this.createMachine(`${poolName}-${String(index)}`, this.subnets[index % this.subnets.length], amiId),
    );
    this.publicAddresses = this.isPublic
      ? this.machines.map(({ name }, index) => ({ name, address: this.instances[index]?.publicIp ?? '' }))
      : [];
    this.instanceIds = new Map(this.machines.map(({ name }, index) => [name, this.instances[index]?.id ?? '']));
  }

  private createMachine(name: string, subnet: AwsSubnet | undefined, amiId: string): Machine {
    const { options, securityGroup } = this;
    const { network } = securityGroup;
    const place = new Construct(this, name);
    const tags = this.tags();
    const instance = createInstance(place, {
      name,
      amiId,
      instanceType: options.instanceType,
      subnetId: subnet?.id ?? '',
      securityGroupIds: [securityGroup.id, ...this.additionalSecurityGroupIds],
      instanceProfile: this.role.profileName,
      diskGiB: options.diskGiB,
      kmsKeyArn: options.kmsKeyArn,
      market: options.market ?? InstanceMarket.onDemand(),
      detailedMonitoring: options.detailedMonitoring === true,
      tagsInMetadata: options.tagsInMetadata === true,
      namedByInstance: this.platformNamesNodes,
      isPublic: this.isPublic,
      placementGroup: this.placementGroup?.name,
      userDataBase64: this.bootstrapData.for(name),
      tags,
      requires: [...this.routes, ...this.before()],
    });
    this.instances.push(instance);
    const { volumes = [], kmsKeyArn } = options;
    const attached = createVolumes(place, { instance, machineName: name, volumes, kmsKeyArn, tags });
    return {
      name,
      privateAddress: instance.privateIp,
      removal: 'reset',
      serverId: instance.id,
      requires: [instance, ...attached, ...securityGroup.rules, ...this.routes],
      topology: { region: network.region, zone: instance.availabilityZone, instanceType: options.instanceType },
      ...(network.ipv6Cidr === undefined ? {} : { platformPatches: leasedAddresses() }),
    };
  }

  private get isPublic(): boolean {
    return this.options.addresses === 'public';
  }

  private get subnets(): readonly AwsSubnet[] {
    const { network } = this.securityGroup;
    return this.isPublic ? network.publicSubnets : network.privateSubnets;
  }

  /** What has to exist before a machine reaches the internet. */
  private get routes(): readonly ITerraformDependable[] {
    const { network } = this.securityGroup;
    return this.isPublic ? network.publicRoutes : network.privateRoutes;
  }

  /** Tags of instances and volumes. */
  private tags(): Record<string, string> {
    const { clusterTag, tags } = this.options;
    return { ...(clusterTag === undefined ? {} : { [`kubernetes.io/cluster/${clusterTag}`]: 'owned' }), ...tags };
  }

  private createPlacementGroup(): PlacementGroup | undefined {
    if (this.options.spread !== true) return undefined;
    const name = uniqueName(this, 200);
    return new PlacementGroup(this, 'Spread', { name, strategy: 'spread', tags: { ...this.options.tags } });
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
