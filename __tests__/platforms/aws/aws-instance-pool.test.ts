import { App, Lazy, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { Cni, ConfigPatch, ImageFactorySchematic, TalosPlatform } from '../../../lib';
import { AwsInstancePool, ITalosAmi, NatGateways, TalosAmi } from '../../../lib/aws';
import { renderSchematic } from '../../../lib/config/schematic';
import { OFFICIAL_SCHEMATIC_ID } from '../../../lib/platforms/aws/talos-ami';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

function small(changes: SmallAwsChanges = {}): StackJson | undefined {
  return synthesized((app) => buildSmallAwsCluster(app, changes))[SMALL_AWS];
}
const failure = (changes: SmallAwsChanges): string => reportOf((app) => buildSmallAwsCluster(app, changes));
const instance = (stack: StackJson | undefined, name = 'Worker_worker-0'): Record<string, unknown> =>
  block(stack, 'resource', 'aws_instance', name);

describe('an instance', () => {
  const stack = small();

  test('has an encrypted gp3 root volume of the size asked for', () => {
    expect(instance(stack).root_block_device).toMatchObject({
      encrypted: true,
      volume_type: 'gp3',
      volume_size: 40,
      delete_on_termination: true,
    });
  });

  test('answers metadata requests with a token alone, and no pod', () => {
    expect(instance(stack).metadata_options).toEqual({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
  });

  test('is private', () => {
    expect(instance(stack)).toMatchObject({
      associate_public_ip_address: false,
      subnet_id: expect.stringContaining('PrivateSubnet') as string,
    });
  });

  test('is not replaced by other user data, another AMI or another list of zones', () => {
    expect(instance(stack).lifecycle).toEqual({ ignore_changes: ['ami', 'user_data_base64', 'subnet_id'] });
    expect(instance(stack).user_data_replace_on_change).toBe(false);
  });

  test('reads its configuration from gzipped user data', () => {
    expect(instance(stack).user_data_base64).toMatch(/^\$\{base64gzip\(data\.talos_machine_configuration\./);
  });

  test('is created after the routes that its images come by', () => {
    expect(instance(stack).depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_route\.Network_eu-central-1b_PrivateRoute/)]),
    );
  });

  test('carries its name and the tags of the pool, and so does its volume', () => {
    const tagged = instance(small({ worker: { tags: { team: 'web' } } }));
    expect(tagged.tags).toEqual({ team: 'web', Name: 'worker-0' });
    expect(tagged.root_block_device).toMatchObject({ tags: { team: 'web' } });
  });
});

describe('a pool', () => {
  test('is spread over the zones', () => {
    const stack = small();
    expect([0, 1].map((index) => instance(stack, `Worker_worker-${String(index)}`).subnet_id)).toEqual([
      expect.stringContaining('eu-central-1a'),
      expect.stringContaining('eu-central-1b'),
    ]);
  });

  test('lets Terraform stop one instance at a time', () => {
    const stack = small({ controlPlane: { count: 3, maxUnavailable: 3 }, worker: { count: 3 } });
    const [first, second] = ['ControlPlane_control-plane', 'Worker_worker'].map(
      (pool) => instance(stack, `${pool}-1`).depends_on,
    );
    expect(first).toContainEqual(expect.stringMatching(/^aws_instance\.ControlPlane_control-plane-0/));
    expect(second).toContainEqual(expect.stringMatching(/^aws_instance\.Worker_worker-0/));
  });

  test('lets Terraform stop as many workers at once as it may', () => {
    const stack = small({ worker: { count: 3, maxUnavailable: 2 } });
    const chained = [1, 2].map((index) =>
      (instance(stack, `Worker_worker-${String(index)}`).depends_on as string[]).filter((each) =>
        each.startsWith('aws_instance.'),
      ),
    );
    expect(chained).toEqual([[], [expect.stringMatching(/^aws_instance\.Worker_worker-0/)]]);
  });

  test('gives nodes the zone that the instance is in, once it is there', () => {
    const stack = small();
    const record = block(stack, 'resource', 'terraform_data', 'Cluster_worker-0_Place');
    expect(record.input).toMatchObject({ zone: expect.stringMatching(/aws_instance\..*availability_zone/) as string });
    expect(instance(stack).user_data_base64).toContain('_Seed_');
  });

  test('looks up the AMI of exactly its version, region and architecture', () => {
    const stack = small({ worker: { instanceType: 'm7g.large' } });
    const filters = Object.values(stack?.data?.aws_ami ?? {}).map(({ owners, filter }) => [owners, filter]);
    const lookup = (architecture: string, ec2Architecture: string): unknown => [
      ['540036508848'],
      [
        { name: 'name', values: [`talos-v1.13.9-eu-central-1-${architecture}`] },
        { name: 'architecture', values: [ec2Architecture] },
      ],
    ];
    expect(filters).toEqual([lookup('amd64', 'x86_64'), lookup('arm64', 'arm64')]);
  });

  test('is upgraded with the schematic that the official AMI holds', () => {
    const image = synthesizedImage();
    expect(image).toBe(`factory.talos.dev/aws-installer/${OFFICIAL_SCHEMATIC_ID}:v1.13.9`);
    expect(renderSchematic({ systemExtensions: ['siderolabs/ecr-credential-provider'] }).id).toBe(
      OFFICIAL_SCHEMATIC_ID,
    );
  });

  test('may have no machine', () => {
    expect(Object.keys(small({ worker: { count: 0 } })?.resource?.aws_instance ?? {})).toHaveLength(1);
  });

  test('allows its machines nothing in AWS, unless ECR repositories are named', () => {
    expect(small()?.resource?.aws_iam_role_policy).toBeUndefined();
    const arn = 'arn:aws:ecr:eu-central-1:111122223333:repository/web';
    const allowed = block(small({ worker: { ecrRepositoryArns: [arn] } }), 'resource', 'aws_iam_role_policy', 'Worker');
    const { Statement: statements } = JSON.parse(String(allowed.policy)) as { Statement: { Resource: unknown }[] };
    expect(statements.map(({ Resource: resource }) => resource)).toEqual(['*', [arn]]);
  });

  function synthesizedImage(): string {
    let image = '';
    synthesized((app) => {
      image = buildSmallAwsCluster(app).worker.options.image.installerImage(TalosPlatform.AWS);
    });
    return image;
  }
});

describe('an image of your own', () => {
  const extensions = { talosVersion: 'v1.13.9', systemExtensions: ['siderolabs/iscsi-tools'] } as const;

  test('is refused without an AMI made from it, with the way out', () => {
    const report = reportOf((app) => {
      const { worker } = buildSmallAwsCluster(app);
      const stack = worker.node.scope;
      if (stack === undefined) return;
      const image = new ImageFactorySchematic(stack, 'Mine', extensions);
      new AwsInstancePool(stack, 'Other', { ...worker.options, image });
    });
    expect(report).toContain(
      'TALOS111  small/Other\n  there is no AMI with this schematic: the official one holds siderolabs/ecr-credential-provider alone',
    );
    expect(report).toMatch(/given: {3}schematic [0-9a-f]{8}… with siderolabs\/iscsi-tools/);
    expect(report).toContain('TalosAmi.fromAmiId');
  });

  test('is booted from the AMI that was made from it', () => {
    const stack = small({ image: imported });
    expect(instance(stack).ami).toBe('ami-0123456789abcdef0');
  });

  test('is booted from the official AMI where it is the official schematic', () => {
    const stack = small({
      image: (scope) =>
        new ImageFactorySchematic(scope, 'Schematic', {
          talosVersion: 'v1.13.9',
          systemExtensions: ['siderolabs/ecr-credential-provider'],
        }),
    });
    expect(instance(stack).ami).toMatch(/^\$\{data\.aws_ami\.Worker_Ami_/);
  });

  function imported(scope: Construct): ITalosAmi {
    const image = new ImageFactorySchematic(scope, 'Schematic', extensions);
    return TalosAmi.fromAmiId(scope, 'Ami', { image, amiId: 'ami-0123456789abcdef0', architecture: 'amd64' });
  }
});

describe('the synthesis of a pool', () => {
  test('fails with an ARM type and an x86 AMI', () => {
    const report = reportOf((app) => {
      const { worker } = buildSmallAwsCluster(app);
      const stack = worker.node.scope;
      if (stack === undefined) return;
      const image = TalosAmi.official(stack, 'Amd64', { talosVersion: 'v1.13.9', architecture: 'amd64' });
      new AwsInstancePool(stack, 'Other', { ...worker.options, image, instanceType: 'm7g.large' });
    });
    expect(report).toContain(
      "TALOS110  small/Other\n  'm7g.large' is an arm64 type, and the AMI is for amd64\n    given:   instanceType 'm7g.large', AMI for amd64\n    allowed: an instance type of amd64, or an AMI of arm64",
    );
  });

  test('fails with T2', () => {
    expect(failure({ worker: { instanceType: 't2.medium' } })).toContain(
      "TALOS109  small/Worker\n  Talos does not run on this instance type, or it is none\n    given:   't2.medium'",
    );
  });

  test('takes an instance type that is a reference with an image of one architecture alone', () => {
    const build = (app: App, architecture?: 'arm64'): void => {
      const stack = awsStack(app, 'values');
      const instanceType = new TerraformVariable(stack, 'type', { type: 'string' }).stringValue;
      const image = (scope: Construct): ITalosAmi =>
        TalosAmi.official(scope, 'Image', { talosVersion: 'v1.13.9', architecture });
      const controlPlane = architecture === undefined ? {} : { instanceType: 'm7g.large' };
      buildSmallAwsCluster(app, { image, controlPlane, worker: { instanceType } });
    };
    expect(reportOf(build)).toContain('given:   a reference, with an image for several architectures');
    const stack = synthesized((app) => {
      build(app, 'arm64');
    })[SMALL_AWS];
    expect(block(stack, 'data', 'aws_ami', 'Worker_Ami').filter).toContainEqual({
      name: 'architecture',
      values: ['arm64'],
    });
  });

  test.each([
    ['count', { count: 1.5 }],
    ['diskGiB', { diskGiB: 10 }],
    ['maxUnavailable', { maxUnavailable: 0 }],
  ])('fails when %s is out of range', (prop, worker) => {
    expect(failure({ worker })).toContain(`TALOS066  small/Worker\n  '${prop}' is out of range`);
  });

  test('fails when the first-boot configuration is too large, and names the heaviest parts', () => {
    const random = ConfigPatch.merge({ machine: { sysctls: sysctls() } });
    const report = failure({ worker: { configPatches: [random] } });
    expect(report).toMatch(
      /TALOS072 {2}small\/Worker\n {2}the first-boot configuration of 'worker-0' is about \d+ bytes/,
    );
    expect(report).toMatch(
      /given: {3}configPatches of the pool: \d+ bytes, keys and defaults of the cluster: 1900 bytes, the library: \d+ bytes/,
    );
    expect(report).toContain('allowed: 16384 bytes, compressed');
  });

  test('takes a CNI manifest of any size: it follows over the Talos API', () => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: sysctls() });
    const stack = small({ cluster: { cni: Cni.manifest('cilium', text) } });
    expect(text.length).toBeGreaterThan(50_000);
    expect(instance(stack, 'ControlPlane_control-plane-0').user_data_base64).toContain('_Seed_');
  });

  test('fails when the first-boot configuration refers to the machine itself', () => {
    let own = '';
    const itself = Lazy.stringValue({ produce: () => own });
    const report = reportOf((app) => {
      const configPatches = [ConfigPatch.merge({ machine: { certSANs: [itself] } })];
      const { worker } = buildSmallAwsCluster(app, { worker: { configPatches } });
      own = worker.machines[0]?.privateAddress ?? '';
    });
    expect(report).toContain(
      "TALOS060  small/Worker\n  the first-boot configuration of 'worker-0' needs a resource of its own pool",
    );
  });

  test('warns of an instance type that is not known, and takes it by its name', () => {
    const warnings = warningsOf((app) => buildSmallAwsCluster(app, { worker: { instanceType: 'm7l.large' } }));
    const [warning, ...others] = warnings.filter((each) => each.includes('TALOS129'));
    expect(others).toEqual([]);
    expect(warning).toContain("the family of this instance type is not known; did you mean 'm7a' or 'm7g' or 'm7i'?");
    expect(warning).toContain('it is taken for amd64');
  });

  test('fails with more security groups than EC2 puts a machine into', () => {
    const groups = (count: number): string[] => Array.from({ length: count }, (_, index) => `sg-${String(index)}`);
    expect(failure({ worker: { additionalSecurityGroupIds: groups(16) } })).toContain(
      'TALOS130  small/Worker\n  EC2 does not put a machine into so many security groups\n    given:   16 additionalSecurityGroupIds, and the group of the firewall\n    allowed: 15 at most',
    );
    expect(() => small({ worker: { additionalSecurityGroupIds: groups(15) } })).not.toThrow();
  });

  test('warns when private machines have no way out', () => {
    const warnings = warningsOf((app) => buildSmallAwsCluster(app, { network: { natGateways: NatGateways.none() } }));
    expect(warnings.filter((warning) => warning.includes('TALOS115'))).toHaveLength(2);
  });

  /** Texts without a pattern that gzip could use. */
  function sysctls(): Record<string, string> {
    let state = 1;
    const next = (): string => {
      state = (state * 48_271) % 2_147_483_647;
      return state.toString(36);
    };
    return Object.fromEntries(Array.from({ length: 2_000 }, () => [`net.${next()}`, next() + next()]));
  }
});
