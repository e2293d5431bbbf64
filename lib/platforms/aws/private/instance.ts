import { Instance } from '@cdktf/provider-aws/lib/instance';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** All that is decided about one instance. */
export interface InstanceProps {
  readonly name: string;
  readonly amiId: string;
  readonly instanceType: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  readonly instanceProfile: string;
  readonly diskGiB: number;
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
    associatePublicIpAddress: false,
    iamInstanceProfile: props.instanceProfile,
    userDataBase64: props.userDataBase64,
    userDataReplaceOnChange: false,
    rootBlockDevice: {
      volumeType: 'gp3',
      volumeSize: props.diskGiB,
      encrypted: true,
      deleteOnTermination: true,
      tags,
    },
    metadataOptions: {
      httpEndpoint: 'enabled',
      // User data holds the cluster's keys: a session token is asked for, and no pod gets an answer, since the hop into
      // the pod network is one too many.
      httpTokens: 'required',
      httpPutResponseHopLimit: 1,
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
      ],
    },
  });
}
