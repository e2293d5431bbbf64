import { App, Fn, TerraformLocal, TerraformResource, TerraformStack, TerraformVariable } from 'cdktf';
import { ConfigPatch, ControlPlaneEndpoint, EphemeralResource, StaticMachinePool, TalosCluster } from '../../lib';
import { ClusterSecrets } from '../../lib/cluster/cluster-secrets';
import { TalosClusterProps } from '../../lib/cluster/talos-cluster-props';
import { BootstrapData } from '../../lib/cluster/bootstrap-data';
import { UpgradeStrategy } from '../../lib/cluster/upgrade-strategy';
import { VersionContract } from '../../lib/config/version-contract';
import { ImageFactorySchematic } from '../../lib/image/image-factory-schematic';
import { EphemeralVariable } from '../../lib/terraform/ephemeral-variable';
import { failureOf } from '../support/failure';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../support/synthesis';

interface Made {
  readonly secrets: (stack: TerraformStack) => ClusterSecrets;
  readonly seeded?: boolean;
  readonly cluster?: Partial<TalosClusterProps>;
  readonly patches?: (stack: TerraformStack) => readonly ConfigPatch[];
}

/** A pool that hands its machines their configuration by user data. */
class SeededPool extends StaticMachinePool {
  readonly bootstrapData = new BootstrapData(this);
}

function build(app: App, { secrets, seeded = false, cluster = {}, patches }: Made): void {
  const stack = new TerraformStack(app, 'outside');
  const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
  const Pool = seeded ? SeededPool : StaticMachinePool;
  const made = new TalosCluster(stack, 'Cluster', {
    clusterName: 'outside',
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    controlPlane: new Pool(stack, 'ControlPlane', { image, machines: { 'cp-0': { address: '10.0.0.1' } } }),
    secrets: secrets(stack),
    configPatches: patches?.(stack) ?? [],
    ...cluster,
  });
  // As a provider block would use them.
  stack.addOverride('locals', { kubeconfig: made.kubeconfig, talosconfig: made.talosconfig });
}

const byVariable = (stack: TerraformStack): ClusterSecrets =>
  ClusterSecrets.external(new EphemeralVariable(stack, 'machine_secrets').stringValue);

function outside(made: Partial<Made> = {}): StackJson & { readonly [part: string]: unknown } {
  const stack = synthesized((app) => {
    build(app, { secrets: byVariable, ...made });
  }).outside;
  if (stack === undefined) throw new Error('no stack');
  return stack as StackJson & { readonly [part: string]: unknown };
}

describe('external secrets', () => {
  test('reach everything that is made from them as one ephemeral value', () => {
    const { ephemeral = {} } = outside();
    expect(Object.keys(ephemeral).sort()).toEqual([
      'talos_client_configuration',
      'talos_cluster_kubeconfig',
      'talos_machine_configuration',
    ]);
    for (const made of Object.values(ephemeral).flatMap((ofType) => Object.values(ofType))) {
      expect(made.machine_secrets).toBe('${jsondecode(var.machine_secrets)}');
    }
  });

  test('come from a variable that Terraform keeps nowhere', () => {
    const stack = outside();
    expect(stack.variable).toMatchObject({
      machine_secrets: { ephemeral: true, sensitive: true, nullable: false, type: 'string' },
    });
    expect(stack.terraform.required_version).toBe('>= 1.11');
  });

  test('come out of a secret store by an ephemeral resource', () => {
    const secrets = (stack: TerraformStack): ClusterSecrets => {
      const store = new EphemeralResource(stack, 'Store', 'aws_secretsmanager_secret_version', { secret_id: 'talos' });
      return ClusterSecrets.external(store.attribute('secret_string'));
    };
    const configurations = Object.values(outside({ secrets }).ephemeral?.talos_machine_configuration ?? {});
    expect(configurations.map(({ machine_secrets }) => machine_secrets)).toEqual([
      '${jsondecode(ephemeral.aws_secretsmanager_secret_version.Store.secret_string)}',
    ]);
  });

  test('may be put together from several ephemeral values', () => {
    const secrets = (stack: TerraformStack): ClusterSecrets => {
      const store = new EphemeralResource(stack, 'Store', 'vault_kv_secret_v2', { mount: 'kv', name: 'talos' });
      return ClusterSecrets.external(`{"cluster":${store.attribute('data.cluster')}}`);
    };
    const [configuration] = Object.values(outside({ secrets }).ephemeral?.talos_machine_configuration ?? {});
    expect(configuration?.machine_secrets).toBe(
      '${jsondecode(join("", ["{\\"cluster\\":", ephemeral.vault_kv_secret_v2.Store.data.cluster, "}"]))}',
    );
  });

  test('reach machines by write-only arguments alone', () => {
    const stack = outside();
    const machine = block(stack, 'resource', 'talos_machine', 'Cluster_cp-0');
    expect(
      Object.keys(machine)
        .filter((name) => /configuration|kubeconfig/.test(name))
        .sort(),
    ).toEqual(['client_configuration_wo', 'kubeconfig_wo', 'machine_configuration_wo']);
    expect(machine.client_configuration_wo).toMatch(
      /^\$\{ephemeral\.talos_client_configuration\..*\.client_configuration\}$/,
    );
    const kubernetes = block(stack, 'resource', 'talos_cluster', 'Cluster_Kubernetes');
    expect(Object.keys(kubernetes)).toContain('client_configuration_wo');
    expect(Object.keys(kubernetes)).not.toContain('client_configuration');
    expect(stack.data).toBeUndefined();
    expect(Object.keys(stack.resource ?? {})).not.toContain('talos_machine_secrets');
  });

  test('give no credentials as outputs, and references to ephemeral ones instead', () => {
    const stack = outside();
    expect(Object.keys(stack.output ?? {}).sort()).toEqual(['endpoint', 'nodes']);
    expect(stack.locals).toEqual({
      kubeconfig: expect.stringMatching(/^\$\{ephemeral\.talos_cluster_kubeconfig\..*\.kubeconfig_raw\}$/) as string,
      talosconfig: expect.stringMatching(/^\$\{ephemeral\.talos_client_configuration\..*\.talos_config\}$/) as string,
    });
  });

  test('have the gate look when what the program says changes, and not for another Kubernetes version', () => {
    const checksum = (cluster: Partial<TalosClusterProps>): unknown => {
      const gate = block(outside({ cluster }), 'resource', 'terraform_data', 'Cluster_cp-0_Gate');
      return (gate.triggers_replace as string[])[2];
    };
    const before = checksum({});
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum({ kubernetesVersion: 'v1.35.5' })).toBe(before);
    expect(checksum({ domain: 'example.org' })).not.toBe(before);
    expect(checksum({ versionContract: VersionContract.V1_12 })).not.toBe(before);
  });

  test('leave a record that refuses the destruction of the stack in their place', () => {
    const lifecycle = (preventDestroy?: boolean): unknown =>
      block(
        outside({ cluster: { ...(preventDestroy === undefined ? {} : { preventDestroy }) } }),
        'resource',
        'terraform_data',
        'Cluster_Born',
      ).lifecycle;
    expect(lifecycle()).toMatchObject({ prevent_destroy: true });
    expect(lifecycle(false)).not.toHaveProperty('prevent_destroy');
  });

  test('leave out the reset of removed machines, and say so', () => {
    expect(block(outside(), 'resource', 'talos_machine', 'Cluster_cp-0')).not.toHaveProperty('on_destroy');
    const warnings = warningsOf((app) => {
      build(app, { secrets: byVariable });
    });
    expect(warnings.filter((line) => line.includes('TALOS433'))).toEqual([
      expect.stringMatching(
        /outside\/ControlPlane: [^]*allowed: a reset by hand before, and acceptWarning\(pool, 'TALOS433', reason\) at this pool[^]*talosctl reset/,
      ) as string,
    ]);
  });
});

describe('external secrets go together with', () => {
  test.each([
    ['a local of an ephemeral value', (value: string) => value],
    ['a local that is put together from texts and an ephemeral value', (value: string) => `{"cluster":${value}}`],
  ])('%s', (_, expression) => {
    const secrets = (stack: TerraformStack): ClusterSecrets => {
      const value = new EphemeralVariable(stack, 'machine_secrets').stringValue;
      const inner = new TerraformLocal(stack, 'inner', expression(value));
      return ClusterSecrets.external(new TerraformLocal(stack, 'outer', Fn.trimspace(inner.asString)).asString);
    };
    const [configuration] = Object.values(outside({ secrets }).ephemeral?.talos_machine_configuration ?? {});
    expect(configuration?.machine_secrets).toBe('${jsondecode(local.outer)}');
  });

  test('upgrades by hand', () => {
    const stack = outside({ cluster: { upgradeStrategy: UpgradeStrategy.manual() } });
    const apply = block(stack, 'resource', 'talos_machine_configuration_apply', 'Cluster_cp-0_Apply');
    expect(Object.keys(apply).filter((name) => name.includes('configuration'))).toEqual([
      'client_configuration_wo',
      'machine_configuration_input_wo',
    ]);
    const bootstrap = block(stack, 'resource', 'talos_machine_bootstrap', 'Cluster_Bootstrap');
    expect(Object.keys(bootstrap)).toContain('client_configuration_wo');
    expect(Object.keys(bootstrap)).not.toContain('client_configuration');
  });

  test('patches that hold ephemeral values of their own, which no trigger refers to', () => {
    const stack = outside({
      patches: (scope) => {
        const key = new EphemeralVariable(scope, 'registry_password').stringValue;
        return [ConfigPatch.merge({ machine: { sysctls: { 'kernel.secret': key } } })];
      },
    });
    const [configuration] = Object.values(stack.ephemeral?.talos_machine_configuration ?? {});
    expect(JSON.stringify(configuration?.config_patches)).toContain('var.registry_password');
    expect(JSON.stringify(stack.resource)).not.toContain('var.registry_password');
  });
});

describe('external secrets are refused', () => {
  test.each(['', '{"cluster":{"id":"verysecret"}}'])('when they are written out: %j', (text) => {
    const message = failureOf(() => ClusterSecrets.external(text));
    expect(message).toMatch(/TALOS430/);
    expect(message).not.toContain('verysecret');
  });

  test('as a variable that the plan would hold', () => {
    const secrets = (stack: TerraformStack): ClusterSecrets =>
      ClusterSecrets.external(new TerraformVariable(stack, 'kept', { type: 'string', sensitive: true }).stringValue);
    const report = reportOf((app) => {
      build(app, { secrets });
    });
    expect(report).toContain('TALOS431');
    expect(report).toContain('Terraform keeps the value of var.kept');
  });

  test('as a local of what the plan would hold, and as a local of a text', () => {
    const told = (expression: (stack: TerraformStack) => string): string =>
      reportOf((app) => {
        build(app, {
          secrets: (stack) => ClusterSecrets.external(new TerraformLocal(stack, 'secrets', expression(stack)).asString),
        });
      });
    const variable = (stack: TerraformStack): string =>
      new TerraformVariable(stack, 'kept', { type: 'string' }).stringValue;
    expect(told(variable)).toContain(
      'Terraform keeps the value of var.kept\n    given:   ClusterSecrets.external with local.secrets',
    );
    expect(told(() => '{"cluster":{"id":"abc"}}')).toContain('Terraform keeps the value of local.secrets');
  });

  test('as an attribute of a resource, also within a function', () => {
    const secrets = (stack: TerraformStack): ClusterSecrets => {
      const resource = new TerraformResource(stack, 'Kept', { terraformResourceType: 'vault_generic_secret' });
      return ClusterSecrets.external(Fn.trimspace(resource.getStringAttribute('data_json')));
    };
    expect(
      reportOf((app) => {
        build(app, { secrets });
      }),
    ).toContain('Terraform keeps the value of vault_generic_secret.Kept.data_json');
  });

  test('for a pool that seeds its machines by user data', () => {
    const report = reportOf((app) => {
      build(app, { secrets: byVariable, seeded: true });
    });
    expect(report).toContain('1 mistake in this app');
    expect(report).toContain('TALOS432');
    expect(report).toContain("pool 'outside/ControlPlane'");
  });
});
