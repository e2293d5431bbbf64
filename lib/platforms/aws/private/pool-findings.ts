import {
  ARCHITECTURE_MISMATCH,
  INSTANCE_TYPE_UNSUPPORTED,
  NO_WAY_OUT,
  SCHEMATIC_WITHOUT_AMI,
} from '../../../checks/aws-checks';
import { Finding, quote } from '../../../checks/check';
import { COUNT_FORM } from '../../../checks/cluster-checks';
import { Architecture } from '../../../config/talos-platform';
import { ITalosImage } from '../../../image/talos-image';
import { isKnown } from '../../../terraform/app-validation';
import { IAwsNetwork } from '../network';

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
}

/** The size of the official AMI's own disk, which no root volume can be smaller than. */
const SMALLEST_DISK_GIB = 20;

/** What is wrong with the props of a pool on EC2. */
export function awsPoolFindings(pool: PoolUnderCheck): Finding[] {
  return [...countFindings(pool), ...typeFindings(pool), ...amiFindings(pool), ...wayOutFindings(pool)];
}

function countFindings({ count, diskGiB, maxUnavailable }: PoolUnderCheck): Finding[] {
  const ranges = [
    { prop: 'count', value: count, least: 0 },
    { prop: 'diskGiB', value: diskGiB, least: SMALLEST_DISK_GIB },
    { prop: 'maxUnavailable', value: maxUnavailable, least: 1 },
  ];
  return ranges
    .filter(({ value, least }) => !Number.isSafeInteger(value) || value < least)
    .map(({ prop, value, least }) =>
      COUNT_FORM.finding({
        wrong: `${quote(prop)} is out of range`,
        given: String(value),
        allowed: `a whole number from ${String(least)} on`,
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
  return amiArchitectures === undefined || amiArchitectures.includes(architecture)
    ? []
    : [
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
          allowed: 'TalosAmi.official, or TalosAmi.fromAmiId with an AMI of your own',
        }),
      ];
}

function wayOutFindings({ network }: PoolUnderCheck): Finding[] {
  return network.natAddresses.length > 0 || network.privateSubnets.length === 0
    ? []
    : [
        NO_WAY_OUT.finding({
          wrong: 'the machines of this pool have no way to the internet',
          given: 'a network without NAT gateways',
          allowed: 'NatGateways.single() or NatGateways.perZone()',
        }),
      ];
}
