import { App, TerraformStack } from 'cdktf';
import { ControlPlaneEndpoint, StaticMachinePool, TalosCluster, setProviderVersions } from '../../lib';
import { UpgradeStrategy } from '../../lib/cluster/upgrade-strategy';
import { VersionContract } from '../../lib/config/version-contract';
import { ImageFactorySchematic } from '../../lib/image/image-factory-schematic';
import { failureOf } from '../support/failure';
import { StackJson, block, synthesized } from '../support/synthesis';

const ROLLING = UpgradeStrategy.rolling();
const MANUAL = UpgradeStrategy.manual();

interface Made {
  /** One cluster for each. */
  readonly strategies: readonly UpgradeStrategy[];
  readonly before?: (stack: TerraformStack) => void;
  readonly after?: (stack: TerraformStack) => void;
}

type Json = StackJson & { readonly removed?: readonly unknown[]; readonly import?: readonly unknown[] };

function made({ strategies, before, after }: Made): Json {
  const build = (app: App): void => {
    const stack = new TerraformStack(app, 'made');
    before?.(stack);
    const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
    strategies.forEach((upgradeStrategy, index) => {
      const machines = { [`cp-${String(index)}`]: { address: `10.0.${String(index)}.1` } };
      new TalosCluster(stack, `Cluster${String(index)}`, {
        clusterName: `cluster-${String(index)}`,
        kubernetesVersion: 'v1.35.4',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
        controlPlane: new StaticMachinePool(stack, `Pool${String(index)}`, { image, machines }),
        upgradeStrategy,
      });
    });
    after?.(stack);
  };
  const stack = synthesized(build).made;
  if (stack === undefined) throw new Error('no stack');
  return stack;
}

function talosVersion({ terraform }: Json): string | undefined {
  return (terraform.required_providers as Record<string, { version: string }>).talos?.version;
}

describe('manual upgrades', () => {
  test('configure and bootstrap, and neither install images nor upgrade Kubernetes', () => {
    const types = Object.keys(made({ strategies: [MANUAL] }).resource ?? {});
    expect(types).toEqual(expect.arrayContaining(['talos_machine_configuration_apply', 'talos_machine_bootstrap']));
    expect(types).not.toContain('talos_machine');
    expect(types).not.toContain('talos_cluster');
  });

  test('bootstrap after the machine has its configuration', () => {
    const bootstrap = block(
      made({ strategies: [MANUAL] }),
      'resource',
      'talos_machine_bootstrap',
      'Cluster0_Bootstrap',
    );
    expect((bootstrap.depends_on as string[])[0]).toMatch(/^talos_machine_configuration_apply\.Cluster0_cp-0_Apply/);
  });

  test('have a gate behind each machine that looks when its configuration changes', () => {
    const gate = block(made({ strategies: [MANUAL] }), 'resource', 'terraform_data', 'Cluster0_cp-0_Gate');
    expect(gate).not.toHaveProperty('lifecycle');
    expect(gate.triggers_replace).toEqual([
      expect.stringMatching(/^\$\{talos_machine_configuration_apply\..*\.machine_configuration_hash\}$/) as string,
      expect.stringMatching(/^\$\{sha256\(/) as string,
    ]);
  });

  test('wipe no machine when its resource goes, and destroy none that was upgraded by Terraform', () => {
    const stack = made({ strategies: [MANUAL] });
    const apply = block(stack, 'resource', 'talos_machine_configuration_apply', 'Cluster0_cp-0');
    expect(apply).not.toHaveProperty('on_destroy');
    const rolling = Object.keys(made({ strategies: [ROLLING] }).resource?.talos_machine ?? {});
    expect(stack.removed).toContainEqual({
      from: `talos_machine.${String(rolling[0])}`,
      lifecycle: { destroy: false },
    });
  });

  test('take a number of machines that is none as the error that it is', () => {
    expect(failureOf(() => UpgradeStrategy.manual({ maxUnavailable: 0 }))).toMatch(/TALOS400/);
  });
});

describe('the version of the talos provider', () => {
  const before = (stack: TerraformStack): void => {
    setProviderVersions(stack, { talos: '0.11.7' });
  };

  test.each<[string, string, Made]>([
    ['the stable line for manual upgrades', '0.11.0', { strategies: [MANUAL] }],
    ['the line that upgrades for rolling ones', '0.12.0-alpha.5', { strategies: [ROLLING] }],
    [
      'the line that upgrades where a cluster needs it, first or last',
      '0.12.0-alpha.5',
      { strategies: [MANUAL, ROLLING] },
    ],
    ['the same the other way round', '0.12.0-alpha.5', { strategies: [ROLLING, MANUAL] }],
    [
      'the line that knows what is to be forgotten',
      '0.12.0-alpha.5',
      { strategies: [UpgradeStrategy.manual({ movedFrom: 'rolling' })] },
    ],
    ['what the user chose before', '0.11.7', { strategies: [MANUAL], before }],
    ['what the user chose after', '0.11.7', { strategies: [MANUAL], after: before }],
    ['what the user chose for several clusters', '0.11.7', { strategies: [MANUAL, ROLLING], before }],
  ])('is %s', (_, version, stack) => {
    expect(talosVersion(made(stack))).toBe(version);
  });
});

describe('a change of the strategy', () => {
  test('to manual upgrades takes the bootstrap as done', () => {
    expect(made({ strategies: [UpgradeStrategy.manual({ movedFrom: 'rolling' })] }).import).toEqual([
      { to: expect.stringMatching(/^talos_machine_bootstrap\.Cluster0_Bootstrap/) as string, id: 'bootstrapped' },
    ]);
    expect(made({ strategies: [MANUAL] }).import).toBeUndefined();
  });

  test('to rolling upgrades forgets what configured, and is not there unless it is said', () => {
    expect(made({ strategies: [UpgradeStrategy.rolling({ movedFrom: 'manual' })] }).removed).toHaveLength(2);
    expect(made({ strategies: [ROLLING] }).removed).toBeUndefined();
  });
});
