import { createHash } from 'node:crypto';
import { ITerraformDependable, Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Finding } from '../../checks/check';
import { KubernetesVersion } from '../../config/kubernetes-version';
import { DeployedCluster, DeployedMachine, lockText } from '../../config/deployment/deployed-cluster';
import { lockFindings } from '../../config/deployment/lock-findings';
import { riskFindings } from '../../config/deployment/risk-findings';
import { isKnown } from '../../terraform/app-validation';
import { DataRecord } from '../../terraform/data-record';
import { attributeAddress, expression, literal, resolvedText } from '../../terraform/text';
import { DeploymentLock } from '../deployment-lock';
import { DescribedCluster } from './machine-patches';
import { MachinePlan } from './machine-plan';
import { networkInEffect } from './network-findings';

/** What a lock says about a cluster beside its machines. */
export type DeployedFacts = Omit<DeployedCluster, 'machines'>;

/** The networks that Talos gives to pods and services, and their domain, unless it is told others. */
const TALOS_NETWORK = { podCidrs: ['10.244.0.0/16'], serviceCidrs: ['10.96.0.0/12'], dnsDomain: 'cluster.local' };

/** The facts of a cluster that a lock keeps. */
export function deployedFacts({ props, cni }: DescribedCluster, kubernetesVersion: KubernetesVersion): DeployedFacts {
  const configPatches = [...(props.configPatches ?? []), ...(props.controlPlaneConfigPatches ?? [])];
  const network = networkInEffect({ network: props.network ?? {}, configPatches });
  const known = (texts: readonly string[]): string[] => texts.map((text) => (isKnown(text) ? text : 'a reference'));
  return {
    clusterName: props.clusterName,
    kubernetesVersion: kubernetesVersion.tag,
    versionContract: props.versionContract.tag,
    podNetwork: cni.name,
    ...(cni.chart === undefined ? {} : { podNetworkVersion: cni.chart.version }),
    podCidrs: known(network.podCidrs ?? TALOS_NETWORK.podCidrs),
    serviceCidrs: known(network.serviceCidrs ?? TALOS_NETWORK.serviceCidrs),
    dnsDomain: known([network.dnsDomain ?? TALOS_NETWORK.dnsDomain]).join(''),
  };
}

/**
 * What Terraform remembers of a deployment: written last, after every machine and Kubernetes, so that a lock made from
 * it never says more than what was done.
 */
export class DeploymentRecord {
  constructor(
    private readonly scope: Construct,
    private readonly facts: DeployedFacts,
    private readonly plans: readonly MachinePlan[],
    /** All that decides what charts render to, whose manifests control planes carry. */
    private readonly charts: readonly string[],
  ) {}

  /** What would go wrong between what the lock says and this. */
  findings({ deployed, accepted }: DeploymentLock): Finding[] {
    if (deployed === undefined && accepted.length === 0) return [];
    const asked = this.asked();
    const refused = deployed === undefined ? [] : lockFindings(deployed, asked, accepted);
    // Of the lock of another cluster nothing is compared.
    return deployed !== undefined && deployed.clusterName !== asked.clusterName
      ? refused
      : [...refused, ...riskFindings(deployed, asked, accepted)];
  }

  /** Keeps the record in the state, where `cdktf-talos lock` finds it as an output of the stack. */
  keep(lock: DeploymentLock, outputName: string, after: readonly ITerraformDependable[]): void {
    const record = new DataRecord(this.scope, 'Deployed', {
      input: { lock: Lazy.stringValue({ produce: () => literal(lockText(this.deployed(lock))) }) },
      dependsOn: [...after],
    });
    new TerraformOutput(TerraformStack.of(this.scope), outputName, {
      value: { file: lock.path, lock: expression(`${attributeAddress(record, 'output')}.lock`) },
      sensitive: false,
      staticId: true,
    });
  }

  /** What runs after the deployment: a pod network stays at its version until somebody has brought in another. */
  private deployed({ deployed, accepted }: DeploymentLock): DeployedCluster {
    const asked = this.asked();
    const installed = deployed?.podNetwork === asked.podNetwork ? deployed.podNetworkVersion : undefined;
    const broughtIn = accepted.includes('the new pod network version was brought in');
    return installed === undefined || broughtIn ? asked : { ...asked, podNetworkVersion: installed };
  }

  private asked(): DeployedCluster {
    const stack = TerraformStack.of(this.scope);
    return {
      ...this.facts,
      machines: Object.fromEntries(this.plans.map((plan) => [plan.name, this.describe(plan, stack)])),
    };
  }

  private describe(plan: MachinePlan, stack: TerraformStack): DeployedMachine {
    const text = plan.patches.map(({ patch }) => patch.toYaml()).join('---\n');
    const carried = plan.machineType === 'controlplane' ? resolvedText(stack, this.charts.join('\n')) : '';
    return {
      role: plan.machineType,
      talosVersion: plan.image.talosVersion.tag,
      schematic: plan.image.schematicId,
      ...(plan.fixedAtCreation === undefined ? {} : { server: plan.fixedAtCreation }),
      configuration: createHash('sha256').update(resolvedText(stack, text)).update(carried).digest('hex').slice(0, 16),
    };
  }
}
