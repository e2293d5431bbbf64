import { Instance, InstanceConfig } from '@cdktf/provider-aws/lib/instance';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { InstanceMarket } from '../instance-market';

/** All that is decided about one instance. */
export interface InstanceProps {
  readonly name: string;
  readonly amiId: string;
  readonly instanceType: string;
  readonly subnetId: string;
  readonly isPublic: boolean;
  readonly securityGroupIds: readonly string[];
  readonly instanceProfile: string;
  readonly diskGiB: number;
  readonly kmsKeyArn?: string;
  readonly market: InstanceMarket;
  readonly detailedMonitoring: boolean;
  readonly tagsInMetadata: boolean;
  /** Whether its host name is made of its id. */
  readonly namedByInstance: boolean;
  readonly placementGroup?: string;
  readonly userDataBase64: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly requires: readonly ITerraformDependable[];
}

/** Creates the instance of a machine. Every default that bites is set by name. */
export function createInstance(scope: Construct, props: InstanceProps): Instance {
  const tags = { ...props.tags, Name: props.name };
  return new Instance(scope, 'Resource', {
    ami: props.amiId,
    instanceType: props.instanceType,
    subnetId: props.subnetId,
    vpcSecurityGroupIds: [...props.securityGroupIds],
    associatePublicIpAddress: props.isPublic,
    iamInstanceProfile: props.instanceProfile,
    userDataBase64: props.userDataBase64,
    userDataReplaceOnChange: false,
    ...(props.detailedMonitoring ? { monitoring: true } : {}),
    placementGroup: props.placementGroup,
    ...(props.namedByInstance
      ? { privateDnsNameOptions: { hostnameType: 'resource-name', enableResourceNameDnsARecord: true } }
      : {}),
    ...bought(props.market),
    rootBlockDevice: {
      volumeType: 'gp3',
      volumeSize: props.diskGiB,
      encrypted: true,
      kmsKeyId: props.kmsKeyArn,
      deleteOnTermination: true,
      tags,
    },
    metadataOptions: {
      httpEndpoint: 'enabled',
      // User data holds the cluster's keys: a session token is asked for, and no pod gets an answer, since the hop into
      // the pod network is one too many.
      httpTokens: 'required',
      httpPutResponseHopLimit: 1,
      ...(props.tagsInMetadata ? { instanceMetadataTags: 'enabled' } : {}),
    },
    tags,
    dependsOn: [...props.requires],
    lifecycle: {
      ignoreChanges: [
        // Read at the first boot only; upgrades and changes go over the Talos API.
        'ami',
        'user_data_base64',
        // Decided at creation: a zone that is added moves no machine.
        'subnet_id',
        // Decided at creation too: each would replace a running machine.
        ...(props.kmsKeyArn === undefined ? [] : ['root_block_device[0].kms_key_id']),
        ...(props.placementGroup === undefined ? [] : ['placement_group']),
      ],
    },
  });
}

/** How the instance is bought, as EC2 takes it; nothing where it is as ever. */
function bought({
  purchase,
}: InstanceMarket): Pick<
  InstanceConfig,
  'instanceMarketOptions' | 'disableApiTermination' | 'capacityReservationSpecification'
> {
  if (purchase.kind === 'spot') {
    const price = purchase.maxHourlyPrice;
    return {
      instanceMarketOptions: {
        marketType: 'spot',
        spotOptions: {
          spotInstanceType: 'one-time',
          instanceInterruptionBehavior: 'terminate',
          ...(price === undefined ? {} : { maxPrice: String(price) }),
        },
      },
    };
  }
  const id = purchase.capacityReservationId;
  return {
    ...(purchase.terminationProtection ? { disableApiTermination: true } : {}),
    ...(id === undefined
      ? {}
      : {
          capacityReservationSpecification: { capacityReservationTarget: { capacityReservationId: id } },
        }),
  };
}
