import { App } from 'cdktf';
import { Construct } from 'constructs';
import { parse, parseAllDocuments } from 'yaml';
import { AddOnChart, ClusterAddOn } from '../../../lib';
import {
  AwsCloudControllerManager,
  AwsEbsCsiDriver,
  AwsEbsCsiDriverProps,
  AwsEcrCredentials,
  AwsInstancePool,
  AwsPodIdentity,
} from '../../../lib/aws';
import { loadBalancerStatements, nodeStatements } from '../../../lib/platforms/aws/private/cloud-controller-policy';
import { ebsStatements } from '../../../lib/platforms/aws/private/ebs-policy';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { buildSmallCluster } from '../../support/small-cluster';
import { KeysFolder, PUBLIC_KEY } from './support/issuer-keys';
import { SMALL_AWS, SmallAwsChanges, buildSmallAwsCluster } from './support/small-aws-cluster';

const CCM_CHART = AddOnChart.release('0.0.8');
const EBS_CHART = AddOnChart.release('2.35.1');
const REPOSITORY = 'arn:aws:ecr:eu-central-1:123456789012:repository/team/*';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1';
const OLD_KEY = 'arn:aws:kms:eu-central-1:123456789012:key/2';
const NAMED = { clusterTag: 'small', nodeNames: 'platform' } as const;
const keys = new KeysFolder();
const keysFile = keys.write('issuer-keys.json', { keys: [PUBLIC_KEY] });
afterAll(() => {
  keys.remove();
});

interface Policy {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: unknown;
  }[];
}

/** The small cluster, every pool named and tagged, with add-ons. */
function build(addOns: readonly ClusterAddOn[], changes: SmallAwsChanges = {}): (app: App) => void {
  return (app) =>
    buildSmallAwsCluster(app, {
      ...changes,
      controlPlane: { ...NAMED, ...changes.controlPlane },
      worker: { ...NAMED, ...changes.worker },
      cluster: { addOns, ...changes.cluster },
    });
}

function stackOf(app: (app: App) => void): StackJson {
  const stack = synthesized(app)[SMALL_AWS];
  if (stack === undefined) throw new Error('no stack');
  return stack;
}

/** The policies that add-ons bring, by the role that they are attached to. */
function policiesOf(stack: StackJson, addOn: string): Readonly<Record<string, Policy>> {
  const policies = Object.entries(stack.resource?.aws_iam_role_policy ?? {}).filter(([address]) =>
    address.startsWith(`Cluster_AddOns_${addOn}_`),
  );
  return Object.fromEntries(
    policies.map(([, { role, policy }]) => [String(role), JSON.parse(String(policy)) as Policy]),
  );
}

/** The machine configuration patches of a machine, in the order in which they are merged. */
function patchesOf(stack: StackJson, machine: string): Readonly<Record<string, Record<string, unknown>>>[] {
  const { config_patches: patches } = block(stack, 'data', 'talos_machine_configuration', `Cluster_${machine}`);
  return (patches as string[]).map((text) => parse(text) as Record<string, Record<string, unknown>>);
}

function kindsOf(stack: StackJson, machine: string): unknown[] {
  return patchesOf(stack, machine).map(({ kind }) => kind);
}

function kubeletsOf(stack: StackJson, machine: string): object {
  return Object.assign({}, ...patchesOf(stack, machine).map((patch) => patch.machine?.kubelet ?? {})) as object;
}

function valuesOf(stack: StackJson, addOn: string): Record<string, unknown> {
  const { values } = block(stack, 'data', 'helm_template', `Cluster_AddOns_${addOn}`);
  return parse((values as string[])[0] ?? '') as Record<string, unknown>;
}

describe('the cloud controller manager', () => {
  const ccm = new AwsCloudControllerManager({ chart: CCM_CHART });

  test('runs with the role of the control plane machines, which may describe nodes and nothing else', () => {
    const policies = policiesOf(stackOf(build([ccm])), 'aws-cloud-controller-manager');
    expect(Object.keys(policies)).toEqual([expect.stringContaining('ControlPlane_Role')]);
    const [policy] = Object.values(policies);
    expect(policy?.Statement.map(({ Sid }) => Sid)).toEqual(['DescribeNodes']);
    expect(policy?.Statement.flatMap(({ Action }) => Action).filter((action) => !/:Describe/.test(action))).toEqual([]);
  });

  test('lets every kubelet wait for it, and register by the name that EC2 gives', () => {
    const stack = stackOf(build([ccm]));
    for (const machine of ['control-plane-0', 'worker-0']) {
      expect(kubeletsOf(stack, machine)).toMatchObject({ registerWithFQDN: true });
      expect(patchesOf(stack, machine)).toContainEqual(
        expect.objectContaining({
          cluster: expect.objectContaining({ externalCloudProvider: { enabled: true } }) as object,
        }),
      );
      expect(kindsOf(stack, machine)).not.toContain('HostnameConfig');
    }
    expect(block(stack, 'resource', 'aws_instance', 'Worker_worker-0')).toMatchObject({
      private_dns_name_options: { hostname_type: 'resource-name', enable_resource_name_dns_a_record: true },
      tags: { 'kubernetes.io/cluster/small': 'owned' },
    });
  });

  test('runs in the network of the host of control planes, without routes and load balancers of services', () => {
    const values = valuesOf(stackOf(build([ccm])), 'aws-cloud-controller-manager');
    expect(values.hostNetworking).toBe(true);
    // Helm keeps a null for a name that the chart lacks: Kubernetes would look for a label that no node has.
    expect(values.nodeSelector).toEqual({ 'node-role.kubernetes.io/control-plane': '' });
    expect(values.args).toEqual([
      '--v=2',
      '--cloud-provider=aws',
      '--cluster-name=small',
      '--configure-cloud-routes=false',
      '--controllers=*,-service',
    ]);
  });

  test('may make load balancers on request, of its cluster alone', () => {
    const stack = stackOf(build([new AwsCloudControllerManager({ chart: CCM_CHART, serviceLoadBalancers: true })]));
    expect(valuesOf(stack, 'aws-cloud-controller-manager').args).not.toContain('--controllers=*,-service');
    const [policy] = Object.values(policiesOf(stack, 'aws-cloud-controller-manager'));
    expect(policy?.Statement.find(({ Sid }) => Sid === 'ChangeLoadBalancers')?.Condition).toEqual({
      StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/small': 'owned' },
    });
    // It looks for public subnets by their routes, and makes no load balancer where it may not.
    expect(policy?.Statement.find(({ Sid }) => Sid === 'DescribeLoadBalancing')?.Action).toContain(
      'ec2:DescribeRouteTables',
    );
  });

  test('is told of both families where the machines have both', () => {
    const stack = stackOf(build([ccm], { network: { ipv6: true } }));
    const manifests = patchesOf(stack, 'control-plane-0').flatMap(
      ({ cluster }) => (cluster?.inlineManifests ?? []) as { name: string; contents: string }[],
    );
    expect(parse(manifests.find(({ name }) => name === 'aws-cloud-config')?.contents ?? '')).toMatchObject({
      data: { 'cloud.conf': '[Global]\nNodeIPFamilies=ipv4\nNodeIPFamilies=ipv6\n' },
    });
    expect(valuesOf(stack, 'aws-cloud-controller-manager')).toMatchObject({
      args: expect.arrayContaining(['--cloud-config=/etc/aws-cloud-config/cloud.conf']) as string[],
      extraVolumes: [{ configMap: { name: 'aws-cloud-config' } }],
      extraVolumeMounts: [{ mountPath: '/etc/aws-cloud-config' }],
    });
  });

  test('is refused where the library names nodes, or where they do not carry the tag of the cluster', () => {
    const report = reportOf(build([ccm], { worker: { nodeNames: 'machine', clusterTag: 'other' } }));
    expect(report).toContain(
      [
        'TALOS453  small/Cluster/AddOns/aws-cloud-controller-manager',
        "  the add-on 'aws-cloud-controller-manager' knows nodes only by the names that the platform gives them",
        "    given:   the library names the nodes of 'small/Worker'",
      ].join('\n'),
    );
    expect(report).toContain(
      [
        'TALOS458  small/Cluster/AddOns/aws-cloud-controller-manager',
        "  the add-on 'aws-cloud-controller-manager' finds the machines of the cluster by a tag that they do not have",
        "    given:   clusterTag 'other' in 'small/Worker'",
        "    allowed: clusterTag: 'small' in every pool",
      ].join('\n'),
    );
  });

  test('is refused where the user lets kubelets register otherwise', () => {
    expect(reportOf(build([ccm], { cluster: { settings: { kubeletRegistersFqdn: false } } }))).toContain(
      "TALOS452  small/Cluster/AddOns/aws-cloud-controller-manager\n  the add-on 'aws-cloud-controller-manager' cannot do without its own 'kubeletRegistersFqdn'",
    );
  });

  test('is refused beside machines that AWS does not know', () => {
    expect(
      reportOf((app) => {
        buildSmallCluster(app, { cluster: { addOns: [ccm] } });
      }),
    ).toContain(
      [
        'TALOS457  small/Cluster/AddOns/aws-cloud-controller-manager',
        "  the add-on 'aws-cloud-controller-manager' does not know what these machines may do in AWS",
        "    given:   'small/ControlPlane', 'small/Worker'",
      ].join('\n'),
    );
  });
});

describe('credentials of ECR', () => {
  const ecr = new AwsEcrCredentials({ repositoryArns: [REPOSITORY] });

  test('come to every kubelet by the program of the extension, with a role that may pull from the repositories', () => {
    const stack = stackOf(build([ecr]));
    for (const machine of ['control-plane-0', 'worker-0']) {
      expect(kubeletsOf(stack, machine)).toMatchObject({
        credentialProviderConfig: {
          providers: [{ name: 'ecr-credential-provider', defaultCacheDuration: '12h' }],
        },
      });
    }
    const policies = policiesOf(stack, 'aws-ecr-credentials');
    expect(Object.keys(policies)).toHaveLength(2);
    for (const { Statement } of Object.values(policies)) {
      expect(Statement.find(({ Sid }) => Sid === 'EcrPull')?.Resource).toEqual([REPOSITORY]);
    }
  });

  test('reach pools of one id under different parents, and a role that two pools share only once', () => {
    const shared: string[] = [];
    const stack = stackOf(
      build([ecr], {
        morePools: (scope, worker) =>
          ['Blue', 'Green'].map((colour) => {
            const name = colour.toLowerCase();
            const pool = new AwsInstancePool(new Construct(scope, colour), 'Worker', { ...worker, name, count: 1 });
            const role = shared[0] ?? pool.roleName;
            shared.push(role);
            return Object.assign(pool, { roleName: role });
          }),
      }),
    );
    const roles = Object.values(stack.resource?.aws_iam_role_policy ?? {}).map(({ role }) => String(role));
    expect(roles).toHaveLength(3);
    expect(new Set(roles).size).toBe(3);
    const apart = stackOf(
      build([ecr], {
        morePools: (scope, worker) =>
          ['Blue', 'Green'].map((colour) => {
            const name = colour.toLowerCase();
            return new AwsInstancePool(new Construct(scope, colour), 'Worker', { ...worker, name, count: 1 });
          }),
      }),
    );
    expect(Object.keys(policiesOf(apart, 'aws-ecr-credentials'))).toHaveLength(4);
  });

  test('are refused where the user names other programs in their place', () => {
    const settings = { kubeletCredentialProviders: [] };
    expect(reportOf(build([ecr], { worker: { settings } }))).toContain(
      "cannot do without its own 'kubeletCredentialProviders'",
    );
  });
});

describe('the EBS CSI driver', () => {
  /** The cluster with the driver and, unless it is left out, the issuer among its add-ons. */
  function withDriver(
    withIdentity: boolean | 'another' = true,
    changes: SmallAwsChanges & { readonly driver?: Partial<AwsEbsCsiDriverProps> } = {},
  ): (app: App) => void {
    return (app) => {
      const later: ClusterAddOn[] = [];
      buildSmallAwsCluster(app, {
        ...changes,
        controlPlane: NAMED,
        worker: NAMED,
        morePools: (scope) => {
          const issuer = (id: string): AwsPodIdentity =>
            new AwsPodIdentity(scope, id, {
              region: 'eu-central-1',
              bucketName: `small-${id.toLowerCase()}`,
              keysFile,
            });
          const identity = issuer('Issuer');
          later.push(
            new AwsEbsCsiDriver({ chart: EBS_CHART, identity, ...changes.driver }),
            ...(withIdentity === 'another' ? [issuer('Other')] : withIdentity ? [identity] : []),
          );
          return [];
        },
        cluster: { addOns: later },
      });
    };
  }

  test('gets its role by its service account, since the metadata answers no pod', () => {
    const stack = stackOf(withDriver());
    const role = block(stack, 'resource', 'aws_iam_role', 'Cluster_AddOns_aws-ebs-csi-driver_Role');
    const trust = JSON.parse(String(role.assume_role_policy)) as { Statement: { Condition: unknown }[] };
    expect(trust.Statement.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'small-issuer.s3.eu-central-1.amazonaws.com:aud': 'sts.amazonaws.com',
          'small-issuer.s3.eu-central-1.amazonaws.com:sub': 'system:serviceaccount:kube-system:ebs-csi-controller-sa',
        },
      },
    ]);
    const machines = Object.keys(stack.resource?.aws_iam_role_policy ?? {});
    expect(machines).toEqual([expect.stringContaining('aws-ebs-csi-driver_Role_Policy')]);
  });

  test('is told region, tag and role, and runs in the network of the host on nodes alone', () => {
    const { values } = block(stackOf(withDriver()), 'data', 'helm_template', 'Cluster_AddOns_aws-ebs-csi-driver');
    const text = (values as string[])[0] ?? '';
    const plain = parse(text.replaceAll(/\$\{jsonencode\([^}]*\)\}/g, 'role')) as Record<string, unknown>;
    expect(plain).toMatchObject({
      controller: {
        region: 'eu-central-1',
        k8sTagClusterId: 'small',
        replicaCount: 2,
        volumes: [
          { projected: { sources: [{ serviceAccountToken: { audience: 'sts.amazonaws.com', path: 'token' } }] } },
        ],
      },
      node: { hostNetwork: true },
    });
  });

  test('names its role by account and name, which the plan knows that makes the role', () => {
    const stack = stackOf(withDriver());
    const { values } = block(stack, 'data', 'helm_template', 'Cluster_AddOns_aws-ebs-csi-driver');
    const text = (values as string[])[0] ?? '';
    const { name } = block(stack, 'resource', 'aws_iam_role', 'Cluster_AddOns_aws-ebs-csi-driver_Role');
    const [, given] = /name: AWS_ROLE_ARN\n\s+value: (.*)/.exec(text) ?? [];
    expect(given).toMatch(
      /^\$\{jsonencode\(join\("", \["arn:aws:iam::", data\.aws_caller_identity\.[\w-]+\.account_id, ":role\/[\w-]+"\]\)\)\}$/,
    );
    expect(given).toContain(`":role/${String(name)}"`);
    expect(text).not.toContain('aws_iam_role.');
  });

  function storageClassesOf(app: (app: App) => void): unknown[] {
    const manifests = patchesOf(stackOf(app), 'control-plane-0').flatMap(
      ({ cluster }) => (cluster?.inlineManifests ?? []) as { name: string; contents: string }[],
    );
    const text = manifests.find(({ name }) => name === 'aws-ebs-storage-class')?.contents ?? '';
    return parseAllDocuments(text).map((document) => document.toJS() as unknown);
  }

  test('brings a storage class of encrypted volumes, as the default', () => {
    expect(storageClassesOf(withDriver())).toEqual([
      expect.objectContaining({
        metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        volumeBindingMode: 'WaitForFirstConsumer',
        parameters: { type: 'gp3', encrypted: 'true' },
      }),
    ]);
  });

  test('gets a class of another name for another key, and may use the key of older volumes', () => {
    const driver = { kmsKeyArn: KEY, storageClassName: 'gp3-new-key', furtherKmsKeyArns: [OLD_KEY] };
    expect(storageClassesOf(withDriver(true, { driver }))).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({ name: 'gp3-new-key' }) as object,
        parameters: { type: 'gp3', encrypted: 'true', kmsKeyId: KEY },
      }),
    ]);
    const [policy] = Object.values(policiesOf(stackOf(withDriver(true, { driver })), 'aws-ebs-csi-driver'));
    for (const sid of ['EncryptVolumes', 'LetEbsDecrypt']) {
      expect(policy?.Statement.find(({ Sid }) => Sid === sid)?.Resource).toEqual([KEY, OLD_KEY]);
    }
  });

  test('is refused with a storage class that has no name of Kubernetes, and with a key that has no ARN', () => {
    const report = reportOf(
      withDriver(true, { driver: { storageClassName: 'GP3 fast', furtherKmsKeyArns: ['my key'] } }),
    );
    expect(report).toContain(
      [
        'TALOS466  small/Cluster/AddOns/aws-ebs-csi-driver',
        '  this cannot be the name of a storage class',
        "    given:   'GP3 fast'",
      ].join('\n'),
    );
    expect(report).toContain("'furtherKmsKeyArns' is not the ARN of a KMS key\n    given:   'my key'");
  });

  test('is refused with the issuer of another cluster', () => {
    expect(reportOf(withDriver('another'))).toContain(
      [
        'TALOS465  small/Cluster/AddOns/aws-ebs-csi-driver',
        "  the role of the add-on 'aws-ebs-csi-driver' trusts an issuer that does not sign for this cluster",
        "    given:   identity 'small/Issuer', which is not in the addOns of the cluster 'small'",
      ].join('\n'),
    );
  });

  test('is refused without the issuer among the add-ons', () => {
    const report = reportOf(withDriver(false));
    expect(report).toContain("the add-on 'aws-ebs-csi-driver' needs the add-on 'aws-pod-identity'");
    expect(report).toContain('TALOS464  small/Issuer\n  no cluster signs tokens as this issuer');
    expect(report).not.toContain('TALOS465');
  });
});

describe('what add-ons may do in AWS', () => {
  const place = { region: 'eu-central-1', clusterName: 'small' };
  const statements = [
    ...nodeStatements(),
    ...loadBalancerStatements(place),
    ...ebsStatements({ ...place, kmsKeyArns: [KEY] }),
  ];

  test('has a name and a reason for each statement', () => {
    expect(statements.filter(({ sid, reason }) => !/^[A-Za-z0-9]+$/.test(sid) || !/^[A-Z].*\.$/.test(reason))).toEqual(
      [],
    );
  });

  test('is on everything only where it describes', () => {
    const wide = statements.filter(({ resources }) => resources.includes('*'));
    expect(wide.flatMap(({ actions }) => actions).filter((action) => !/:Describe/.test(action))).toEqual([]);
  });

  test('changes nothing of another cluster, but for what carries no tag', () => {
    const changing = statements.filter(({ actions }) => !actions.every((action) => /:Describe/.test(action)));
    const free = changing.filter(({ conditions }) => !JSON.stringify(conditions ?? {}).includes('cluster/small'));
    expect(free.map(({ sid }) => sid)).toEqual([
      'ChangeListeners',
      'CreateSecurityGroupsInVpc',
      'EncryptVolumes',
      'LetEbsDecrypt',
    ]);
  });

  test("touches no disk of the machines, which carry the cluster's tag and not the driver's", () => {
    const disks = ebsStatements({ ...place, kmsKeyArns: [] })
      .filter(({ actions }) => !actions.every((action) => /:Describe/.test(action)))
      .filter(({ resources }) => resources.some((arn) => /:(volume|snapshot)\//.test(arn)));
    expect(disks.flatMap(({ actions }) => actions)).toEqual(
      expect.arrayContaining(['ec2:AttachVolume', 'ec2:CreateSnapshot', 'ec2:DeleteVolume', 'ec2:DeleteSnapshot']),
    );
    for (const { conditions } of disks) {
      expect(JSON.stringify(conditions)).toMatch(/"aws:(Resource|Request)Tag\/ebs\.csi\.aws\.com\/cluster":"true"/);
    }
  });

  test("names the ARNs of AWS's separate clouds", () => {
    const [, create] = ebsStatements({ region: 'cn-north-1', clusterName: 'a', kmsKeyArns: [] });
    expect(create?.resources).toEqual(['arn:aws-cn:ec2:cn-north-1:*:volume/*']);
  });
});

test('a pool names its nodes itself unless it is told otherwise', () => {
  const stack = stackOf((app) => {
    buildSmallAwsCluster(app);
  });
  expect(block(stack, 'resource', 'aws_instance', 'Worker_worker-0')).not.toHaveProperty('private_dns_name_options');
  expect(kindsOf(stack, 'worker-0')).toContain('HostnameConfig');
});
