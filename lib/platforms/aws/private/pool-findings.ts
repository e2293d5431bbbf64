import {
  ARCHITECTURE_MISMATCH,
  INSTANCE_TYPE_UNKNOWN,
  INSTANCE_TYPE_UNSUPPORTED,
  NO_PUBLIC_SUBNETS,
  NO_WAY_OUT,
  SCHEMATIC_WITHOUT_AMI,
  SPOT_CONTROL_PLANE,
  SPREAD_TOO_WIDE,
  TAG_NOT_FOR_METADATA,
  TOO_MANY_GROUPS,
  VOLUME_DEVICE,
} from '../../../checks/aws-checks';
import { Finding, quote } from '../../../checks/check';
import { COUNT_FORM } from '../../../checks/cluster-checks';
import { MOST_MACHINES } from '../../../config/machine-count';
import { NodeRole } from '../../../config/ports';
import { Architecture } from '../../../config/talos-platform';
import { ITalosImage } from '../../../image/talos-image';
import { isKnown } from '../../../terraform/app-validation';
import { InstanceMarket } from '../instance-market';
import { unknownPartOf } from '../instance-type';
import { AwsSubnet, IAwsNetwork } from '../network';
import { AwsVolume } from './volume';

/** What the checks of a pool look at. */
export interface PoolUnderCheck {
  readonly count: number;
  readonly diskGiB: number;
  readonly maxUnavailable: number;
  readonly instanceType: string;
  /** Architecture of the instance type; undefined where Talos does not run on it. */
  readonly architecture: Architecture | undefined;
  readonly image: ITalosImage;
  /** Architectures of the image's AMIs; undefined where it has none. */
  readonly amiArchitectures: readonly Architecture[] | undefined;
  readonly network: IAwsNetwork;
  /** Whether the machines stand in public subnets. */
  readonly isPublic: boolean;
  /** The subnets that the machines stand in. */
  readonly subnets: readonly AwsSubnet[];
  readonly role: NodeRole;
  readonly market: InstanceMarket | undefined;
  readonly volumes: readonly AwsVolume[];
  readonly spread: boolean;
  /** How many security groups each machine is in. */
  readonly securityGroupCount: number;
  /** Keys of the tags that the metadata is to show; none where it shows none. */
  readonly metadataTagKeys: readonly string[];
}

/** EC2 keeps this many instances of a spread placement group apart in a zone. */
const SPREAD_PER_ZONE = 7;

/** The most security groups of a network interface that AWS can be asked for; unasked, it is five. */
const MOST_GROUPS = 16;

/** The size of the official AMI's own disk, which no root volume can be smaller than. */
const SMALLEST_DISK_GIB = 20;

/** What a gp3 volume has at the most. */
const LARGEST_DISK_GIB = 65_536;

/** What is wrong with the props of a pool on EC2. */
export function awsPoolFindings(pool: PoolUnderCheck): Finding[] {
  return [
    ...countFindings(pool),
    ...typeFindings(pool),
    ...amiFindings(pool),
    ...wayOutFindings(pool),
    ...marketFindings(pool),
    ...spreadFindings(pool),
    ...volumeFindings(pool),
    ...tagFindings(pool),
    ...groupFindings(pool),
  ];
}

function countFindings({ count, diskGiB, maxUnavailable, volumes }: PoolUnderCheck): Finding[] {
  const ranges = [
    ...volumes.map(({ deviceName, sizeGiB }) => ({
      prop: `sizeGiB of ${deviceName}`,
      value: sizeGiB,
      least: 1,
      most: LARGEST_DISK_GIB,
    })),
    { prop: 'count', value: count, least: 0, most: MOST_MACHINES },
    { prop: 'diskGiB', value: diskGiB, least: SMALLEST_DISK_GIB, most: LARGEST_DISK_GIB },
    { prop: 'maxUnavailable', value: maxUnavailable, least: 1, most: MOST_MACHINES },
  ];
  return ranges
    .filter(({ value, least, most }) => !Number.isSafeInteger(value) || value < least || value > most)
    .map(({ prop, value, least, most }) =>
      COUNT_FORM.finding({
        wrong: `${quote(prop)} is out of range`,
        given: String(value),
        allowed: `a whole number from ${String(least)} to ${String(most)}`,
      }),
    );
}

function typeFindings({ instanceType, architecture, amiArchitectures }: PoolUnderCheck): Finding[] {
  if (architecture === undefined) {
    return [
      INSTANCE_TYPE_UNSUPPORTED.finding({
        wrong: 'Talos does not run on this instance type, or it is none',
        given: isKnown(instanceType) ? quote(instanceType) : 'a reference, with an image for several architectures',
        allowed: 'an instance type of a Nitro family, such as m7i, c7a, t3, m7g or t4g',
      }),
    ];
  }
  const unknown = isKnown(instanceType) ? unknownPartOf(instanceType) : undefined;
  const known =
    unknown === undefined
      ? []
      : [
          INSTANCE_TYPE_UNKNOWN.finding({
            wrong: `the ${unknown.part} of this instance type is not known${unknown.hint}`,
            given: quote(instanceType),
            allowed: `a type that EC2 has, such as 'm7i.large'; it is taken for ${architecture}`,
          }),
        ];
  return amiArchitectures === undefined || amiArchitectures.includes(architecture)
    ? known
    : [
        ...known,
        ARCHITECTURE_MISMATCH.finding({
          wrong: `${quote(instanceType)} is an ${architecture} type, and the AMI is for ${amiArchitectures.join(' and ')}`,
          given: `instanceType ${quote(instanceType)}, AMI for ${amiArchitectures.join(' and ')}`,
          allowed: `an instance type of ${amiArchitectures.join(' or ')}, or an AMI of ${architecture}`,
        }),
      ];
}

function amiFindings({ image, amiArchitectures }: PoolUnderCheck): Finding[] {
  return amiArchitectures !== undefined
    ? []
    : [
        SCHEMATIC_WITHOUT_AMI.finding({
          wrong: 'there is no AMI with this schematic: the official one holds siderolabs/ecr-credential-provider alone',
          given: `schematic ${image.schematicId.slice(0, 8)}… with ${image.systemExtensions?.join(', ') ?? 'extensions that are not known'}`,
          allowed: 'TalosAmi.official, or TalosAmi.fromRawImage or fromAmiId with an AMI of your own',
        }),
      ];
}

function wayOutFindings({ network, isPublic }: PoolUnderCheck): Finding[] {
  if (isPublic) {
    return network.publicSubnets.length > 0 || network.privateSubnets.length === 0
      ? []
      : [
          NO_PUBLIC_SUBNETS.finding({
            wrong: 'these machines have no public subnet to stand in',
            given: "addresses: 'public', and a network without public subnets",
            allowed: "addresses 'private', or a network with public subnets",
          }),
        ];
  }
  return network.natAddresses.length > 0 || network.privateSubnets.length === 0
    ? []
    : [
        NO_WAY_OUT.finding({
          wrong: 'the machines of this pool have no way to the internet',
          given: 'a network without NAT gateways that are known',
          allowed: 'natGateways of the AwsNetwork, or natAddresses of a network that exists already',
        }),
      ];
}

function marketFindings({ role, market }: PoolUnderCheck): Finding[] {
  return role === 'worker' || market?.purchase.kind !== 'spot'
    ? []
    : [
        SPOT_CONTROL_PLANE.finding({
          wrong: 'this control plane would run on instances that EC2 takes back at will',
          given: 'market: InstanceMarket.spot() with securityGroup: firewall.controlPlane',
          allowed: 'InstanceMarket.onDemand()',
        }),
      ];
}

function spreadFindings({ spread, count, subnets }: PoolUnderCheck): Finding[] {
  const zones = subnets.length;
  return !spread || zones === 0 || count <= zones * SPREAD_PER_ZONE
    ? []
    : [
        SPREAD_TOO_WIDE.finding({
          wrong: 'EC2 does not keep so many machines apart',
          given: `count: ${String(count)} in ${String(zones)} zones, with spread`,
          allowed: `up to ${String(zones * SPREAD_PER_ZONE)} machines, ${String(SPREAD_PER_ZONE)} a zone`,
        }),
      ];
}

function volumeFindings({ volumes }: PoolUnderCheck): Finding[] {
  const names = volumes.map(({ deviceName }) => deviceName);
  const wrong = names.filter((name, index) => !/^\/dev\/sd[f-p]$/.test(name) || names.indexOf(name) !== index);
  return wrong.length === 0
    ? []
    : [
        VOLUME_DEVICE.finding({
          wrong: 'a volume cannot be attached by this name, or another one is already',
          given: wrong.map(quote).join(', '),
          allowed: "each name once, from '/dev/sdf' to '/dev/sdp'",
        }),
      ];
}

function tagFindings({ metadataTagKeys }: PoolUnderCheck): Finding[] {
  const wrong = metadataTagKeys.filter((key) => !/^[A-Za-z0-9+\-=.,_:@]+$/.test(key) || /^(\.{1,2}|_index)$/.test(key));
  return wrong.length === 0
    ? []
    : [
        TAG_NOT_FOR_METADATA.finding({
          wrong: 'the instance metadata cannot show tags with these keys',
          given: wrong.map(quote).join(', '),
          allowed: 'letters, digits and + - = . , _ : @',
        }),
      ];
}

function groupFindings({ securityGroupCount }: PoolUnderCheck): Finding[] {
  return securityGroupCount <= MOST_GROUPS
    ? []
    : [
        TOO_MANY_GROUPS.finding({
          wrong: 'EC2 does not put a machine into so many security groups',
          given: `${String(securityGroupCount - 1)} additionalSecurityGroupIds, and the group of the firewall`,
          allowed: `${String(MOST_GROUPS - 1)} at most; 4 unless AWS has raised the quota of the account`,
        }),
      ];
}
