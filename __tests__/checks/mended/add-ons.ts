import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { AddOnChart, AddOnParts, ClusterAddOn } from '../../../lib';
import {
  AwsCloudControllerManager,
  AwsEbsCsiDriver,
  AwsEcrCredentials,
  AwsInstancePoolProps,
  AwsPodIdentity,
  AwsServiceAccountRole,
} from '../../../lib/aws';
import { PUBLIC_KEY } from '../../platforms/aws/support/issuer-keys';
import { addAwsCluster, buildSmallAwsCluster } from '../../platforms/aws/support/small-aws-cluster';
import { SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { Mended, MendedChecks } from './mended';

const PRIVATE_KEY = '-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----\n';

const addOn = (name: string, parts: AddOnParts = {}): ClusterAddOn => ({ name, addTo: () => parts });

const withAddOns =
  (addOns: readonly ClusterAddOn[], { cluster, ...changes }: SmallClusterChanges = {}) =>
  (app: App) =>
    buildSmallCluster(app, { ...changes, cluster: { ...cluster, addOns } });

const swappiness = (name: string, value: string): ClusterAddOn =>
  addOn(name, { settings: { sysctls: { 'vm.swappiness': value } } });

const shortEvents = addOn('short-events', {
  kubernetes: { apiServerArgs: { 'event-ttl': '15m' } },
  needs: { kubernetes: ['apiServerArgs'] },
});

const iscsi = addOn('iscsi', { needs: { systemExtensions: ['siderolabs/iscsi-tools'] } });

const inNamespace = (name: string, namespace: string, podSecurity: 'baseline' | 'privileged'): ClusterAddOn =>
  addOn(name, { namespaces: [{ name: namespace, podSecurity }] });

const ecr = new AwsEcrCredentials({ repositoryArns: ['arn:aws:ecr:eu-central-1:123456789012:repository/team/*'] });

/** What a row changes about an issuer of tokens and what stands beside it. */
interface IssuerChanges {
  readonly bucketName?: string;
  /** Content of the file of keys; undefined where it is not there. */
  readonly keys?: object | undefined;
}

function issuer(scope: Construct, id: string, { keys, ...changes }: IssuerChanges): AwsPodIdentity {
  const keysFile = join((scope.node.root as App).outdir, `${id}.json`);
  if (keys !== undefined) writeFileSync(keysFile, JSON.stringify(keys));
  return new AwsPodIdentity(scope, id, {
    region: 'eu-central-1',
    bucketName: `small-${id.toLowerCase()}`,
    ...changes,
    keysFile,
  });
}

const KEYS = { keys: [PUBLIC_KEY] };
const SIGNER = { keys: KEYS };

/** Add-ons that are made in the stack of the small AWS cluster, which has to be there before them. */
function inAws(
  addOnsIn: (stack: Construct) => readonly ClusterAddOn[],
  pools: Partial<AwsInstancePoolProps> = {},
): Mended['right'] {
  return (app) => {
    const addOns: ClusterAddOn[] = [];
    return buildSmallAwsCluster(app, {
      morePools: (stack) => {
        addOns.push(...addOnsIn(stack));
        return [];
      },
      controlPlane: pools,
      worker: pools,
      cluster: { addOns },
    });
  };
}

function cloudController(clusterTag: string): Mended['right'] {
  return inAws(() => [new AwsCloudControllerManager({ chart: AddOnChart.release('0.0.8') })], {
    nodeNames: 'platform',
    clusterTag,
  });
}

function withIssuer(changes: IssuerChanges): Mended['right'] {
  return inAws((stack) => [issuer(stack, 'Issuer', changes)]);
}

function withRole(serviceAccount: string): Mended['right'] {
  return inAws((stack) => {
    const identity = issuer(stack, 'Issuer', SIGNER);
    new AwsServiceAccountRole(stack, 'Reader', { identity, namespace: 'shop', serviceAccount, statements: [] });
    return [identity];
  });
}

/** A second cluster beside the small one, whose add-ons may know the issuer of the first. */
function besideAnother(
  addOnsIn: (second: Construct, issuerOfFirst: AwsPodIdentity) => readonly ClusterAddOn[],
): Mended['right'] {
  return (app) => {
    const ofFirst: AwsPodIdentity[] = [];
    const { network } = buildSmallAwsCluster(app, {
      morePools: (stack) => {
        ofFirst.push(issuer(stack, 'First', SIGNER));
        return [];
      },
      cluster: { addOns: ofFirst },
    });
    const second = new Construct(TerraformStack.of(network), 'Second');
    addAwsCluster(second, 'second', network, {
      controlPlane: { name: 'second-control-plane', clusterTag: 'second' },
      worker: { name: 'second-worker', clusterTag: 'second' },
      cluster: { addOns: ofFirst.flatMap((identity) => addOnsIn(second, identity)) },
    });
  };
}

const ebsDriver = (identity: AwsPodIdentity, storageClassName = 'gp3'): ClusterAddOn =>
  new AwsEbsCsiDriver({ chart: AddOnChart.release('2.35.1'), identity, storageClassName });

function withStorageClass(name: string): Mended['right'] {
  return inAws(
    (stack) => {
      const identity = issuer(stack, 'Issuer', SIGNER);
      return [identity, ebsDriver(identity, name)];
    },
    { clusterTag: 'small' },
  );
}

/** TALOS450 to TALOS479. */
export const addOns: MendedChecks = {
  TALOS450: {
    wrong: withAddOns([addOn('storage'), addOn('storage')]),
    right: withAddOns([addOn('storage'), addOn('storage-of-files')]),
  },
  TALOS451: {
    wrong: withAddOns([swappiness('a', '1'), swappiness('b', '2')]),
    right: withAddOns([swappiness('a', '1'), swappiness('b', '2')], {
      cluster: { settings: { sysctls: { 'vm.swappiness': '1' } } },
    }),
  },
  TALOS452: {
    wrong: withAddOns([shortEvents], {
      cluster: { kubernetes: { apiServerArgs: { 'event-ttl': '2h', 'max-requests-inflight': '800' } } },
    }),
    right: withAddOns([shortEvents], {
      cluster: { kubernetes: { apiServerArgs: { 'max-requests-inflight': '800' } } },
    }),
  },
  TALOS453: {
    wrong: withAddOns([iscsi]),
    right: withAddOns([iscsi], { image: { systemExtensions: ['siderolabs/iscsi-tools'] } }),
  },
  TALOS454: {
    wrong: withAddOns([inNamespace('a', 'storage', 'baseline'), inNamespace('b', 'storage', 'privileged')]),
    right: withAddOns([inNamespace('a', 'storage', 'baseline'), inNamespace('b', 'drivers', 'privileged')]),
  },
  TALOS455: {
    wrong: () => AddOnChart.release('latest'),
    right: () => AddOnChart.release('0.0.8'),
  },
  TALOS456: {
    wrong: () => AddOnChart.release('0.0.8', { values: { tls: { key: PRIVATE_KEY } } }),
    right: () => AddOnChart.release('0.0.8', { values: { tls: { secretName: 'webhook-tls' } } }),
  },
  TALOS457: {
    wrong: withAddOns([ecr], { image: { systemExtensions: ['siderolabs/ecr-credential-provider'] } }),
    right: inAws(() => [ecr]),
  },
  TALOS458: {
    wrong: cloudController('other'),
    right: cloudController('small'),
  },
  TALOS459: {
    wrong: withIssuer({ bucketName: 'small.issuer', keys: KEYS }),
    right: withIssuer({ bucketName: 'small-issuer', keys: KEYS }),
  },
  TALOS460: {
    wrong: withIssuer({ keys: undefined }),
    right: withIssuer({ keys: KEYS }),
  },
  TALOS461: {
    wrong: withIssuer({ keys: { keys: [{ ...PUBLIC_KEY, d: 'abc' }] } }),
    right: withIssuer({ keys: { keys: [PUBLIC_KEY] } }),
  },
  TALOS462: {
    wrong: besideAnother((_, issuerOfFirst) => [issuerOfFirst]),
    right: besideAnother((second) => [issuer(second, 'Second', SIGNER)]),
  },
  TALOS463: {
    wrong: withRole('*'),
    right: withRole('reader'),
  },
  TALOS464: {
    wrong: inAws((stack) => {
      issuer(stack, 'Issuer', SIGNER);
      return [];
    }),
    right: inAws((stack) => [issuer(stack, 'Issuer', SIGNER)]),
  },
  TALOS465: {
    wrong: besideAnother((second, issuerOfFirst) => [issuer(second, 'Second', SIGNER), ebsDriver(issuerOfFirst)]),
    right: besideAnother((second) => {
      const identity = issuer(second, 'Second', SIGNER);
      return [identity, ebsDriver(identity)];
    }),
  },
  TALOS466: {
    wrong: withStorageClass('GP3 fast'),
    right: withStorageClass('gp3-fast'),
  },
};
