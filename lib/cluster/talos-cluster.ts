import { ITerraformDependable, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Finding, collect, quote } from '../checks/check';
import { POOL_ELSEWHERE, POOL_TWICE } from '../checks/cluster-checks';
import { Cni } from '../config/cni';
import { ConfigPatch } from '../config/config-patch';
import { KubernetesVersion } from '../config/kubernetes-version';
import { MachineType, OriginalPatch, machineConfigPatches } from '../config/machine-config';
import { dnsName } from '../config/names';
import { VersionContract } from '../config/version-contract';
import { addCheck, addFindings, isKnown } from '../terraform/app-validation';
import { EndpointBinding, IControlPlaneEndpoint, endpointUrl } from './control-plane-endpoint';
import { IMachinePool, Machine, MachineTopology } from './machine-pool';
import { clusterFindings, hostnameOf } from './private/cluster-findings';
import { writeMachineConfigFiles } from './private/machine-config-files';
import { MachineLifecycle } from './private/machine-lifecycle';
import { MachinePlan } from './private/machine-plan';
import { clusterPatchFindings, poolPatchFindings } from './private/patch-findings';
import { poolFindings } from './private/pool-findings';
import { ServerRecord } from './private/server-record';
import { seedFindings } from './private/seed-findings';
import { UpgradeStrategy } from './upgrade-strategy';

/** What a cluster is. */
export interface TalosClusterProps {
  /** Name in kubeconfig and talosconfig: lower-case letters, digits and dashes. */
  readonly clusterName: string;
  /** Exact Kubernetes release, such as `v1.36.3`. Change it in an apply of its own. */
  readonly kubernetesVersion: string;
  /**
   * The Talos minor with whose configuration form the cluster was created. It stays when the image is upgraded, so
   * that an upgrade does not change the form of the configuration as well.
   */
  readonly versionContract: VersionContract;
  /** Where nodes and clients reach the Kubernetes API. */
  readonly endpoint: IControlPlaneEndpoint;
  /** The machines that run etcd and the Kubernetes API: 1, 3, 5 or 7. */
  readonly controlPlane: IMachinePool;
  /**
   * The machines that run workloads; upgrades take the pools in this order.
   * @default - no workers
   */
  readonly workerPools?: readonly IMachinePool[];
  /**
   * How pods get their network.
   * @default Cni.flannel()
   */
  readonly cni?: Cni;
  /**
   * Domain of the machines' host names, which become `<machine>.<domain>`.
   * @default - host names without a domain
   */
  readonly domain?: string;
  /**
   * Names beside the endpoint's that the Kubernetes API's certificate is good for.
   * @default - none
   */
  readonly apiServerCertSans?: readonly string[];
  /**
   * Changes to the configuration of every machine; those of a pool and of a machine win over them.
   * @default - none
   */
  readonly configPatches?: readonly ConfigPatch[];
  /**
   * Changes to the configuration of the control plane machines alone.
   * @default - none
   */
  readonly controlPlaneConfigPatches?: readonly ConfigPatch[];
  /**
   * Whether control plane machines run workloads.
   * @default - only where there are no workers
   */
  readonly allowSchedulingOnControlPlanes?: boolean;
  /**
   * How changes reach the machines.
   * @default UpgradeStrategy.rolling(): one machine at a time
   */
  readonly upgradeStrategy?: UpgradeStrategy;
  /**
   * Whether Terraform refuses to destroy the machine secrets, and with them a destruction of the stack. It does not
   * refuse changes that replace machines. To take the cluster down on purpose, set it to false and destroy; no apply is
   * needed in between.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** Stands in for a version that could not be read, so that the rest of the app is checked in the same run. */
const ANY_VERSION = KubernetesVersion.of('v1.35.0');

const clusterOfPool = new WeakMap<IConstruct, TalosCluster>();

/**
 * A Kubernetes cluster on Talos Linux, on the machines of any platform.
 *
 * Creates the machine secrets, one configuration for each machine, and the resources that configure, upgrade and
 * bootstrap; gives `kubeconfig`, `talosconfig`, `endpoint` and `nodes` as outputs of the stack.
 * Errors: TALOS003, TALOS007 to TALOS011, TALOS017 to TALOS020, TALOS036, TALOS050 to TALOS071.
 */
export class TalosCluster extends Construct {
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpointUrl: string;
  /** The administrator's kubeconfig, a reference to a sensitive value. */
  readonly kubeconfig: string;
  /** The administrator's talosconfig, a reference to a sensitive value. */
  readonly talosconfig: string;

  private readonly binding: EndpointBinding;
  private readonly pools: readonly IMachinePool[];
  private readonly planned = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TalosClusterProps,
  ) {
    super(scope, id);
    const findings: Finding[] = [];
    const kubernetesVersion = collect(findings, () => KubernetesVersion.of(props.kubernetesVersion), ANY_VERSION);
    if (props.domain !== undefined) collect(findings, () => dnsName(props.domain ?? ''), '');
    this.clusterName = props.clusterName;
    this.endpointUrl = endpointUrl(props.endpoint);
    this.pools = this.adopt([props.controlPlane, ...(props.workerPools ?? [])], findings);
    this.binding = props.endpoint.bind(props.controlPlane);

    const controlPlane = this.plans(props.controlPlane, 'controlplane');
    const workers = this.pools.slice(1).map((pool) => this.plans(pool, 'worker'));
    const lifecycle = new MachineLifecycle(this, {
      clusterName: props.clusterName,
      endpointUrl: this.endpointUrl,
      kubernetesVersion: kubernetesVersion.number,
      contract: props.versionContract,
      preventDestroy: props.preventDestroy ?? true,
    });
    const created = lifecycle.controlPlane(controlPlane);
    const wayIn = this.binding.talosApiHost ?? controlPlane[0]?.endpoint ?? '';
    const kubernetes = lifecycle.kubernetes(controlPlane, created, wayIn);
    lifecycle.workers(workers, (props.upgradeStrategy ?? UpgradeStrategy.rolling()).workerLanes, kubernetes);
    this.kubeconfig = lifecycle.kubeconfig(controlPlane, wayIn, kubernetes);
    const everyPlan = [controlPlane, ...workers].flat();
    this.talosconfig = lifecycle.talosconfig(
      this.binding.talosApiHost === undefined ? controlPlane.map((plan) => plan.endpoint) : [this.binding.talosApiHost],
      everyPlan.map((plan) => plan.node),
    );
    this.outputs(everyPlan);
    writeMachineConfigFiles(this, props.clusterName, props.versionContract, everyPlan);

    addFindings(this, [...findings, ...(this.binding.findings ?? [])]);
    addCheck(this, () =>
      clusterFindings({
        clusterName: props.clusterName,
        domain: props.domain,
        kubernetesVersion,
        contract: props.versionContract,
        endpointHost: props.endpoint.host,
        sharedAddresses: this.binding.sharedAddresses ?? [],
        allowSchedulingOnControlPlanes: this.schedulesOnControlPlanes,
        controlPlane: props.controlPlane,
        workerPools: this.pools.slice(1),
      }),
    );
    addCheck(this, () => clusterPatchFindings(props.versionContract, props, this.binding));
    this.pools.forEach((pool, index) => {
      const plans = [controlPlane, ...workers][index] ?? [];
      addCheck(pool, () => [
        ...poolFindings(pool, index === 0 ? 'controlplane' : 'worker'),
        ...seedFindings(pool, plans),
        ...poolPatchFindings(props.versionContract, pool),
      ]);
    });
  }

  private get schedulesOnControlPlanes(): boolean {
    return this.props.allowSchedulingOnControlPlanes ?? this.pools.slice(1).every((pool) => pool.machines.length === 0);
  }

  /** Takes each pool once; one that cannot be taken is reported and left out. */
  private adopt(pools: readonly IMachinePool[], findings: Finding[]): IMachinePool[] {
    return pools.filter((pool) => {
      const owner = clusterOfPool.get(pool);
      clusterOfPool.set(pool, owner ?? this);
      if (owner !== undefined) {
        findings.push(
          POOL_TWICE.finding({
            wrong: `the pool ${quote(pool.node.path)} already belongs to the cluster ${quote(owner.node.path)}`,
            given: quote(pool.node.path),
            allowed: 'each pool in one place of one cluster',
          }),
        );
      } else if (TerraformStack.of(pool) !== TerraformStack.of(this)) {
        findings.push(
          POOL_ELSEWHERE.finding({
            wrong: 'pool and cluster must live in one stack',
            given: `pool ${quote(pool.node.path)}, cluster ${quote(this.node.path)}`,
            allowed: `a pool in the stack ${quote(TerraformStack.of(this).node.path)}`,
          }),
        );
      }
      return owner === undefined;
    });
  }

  /** Decides everything about a pool's machines; the second of one name is left out, and reported by a check. */
  private plans(pool: IMachinePool, machineType: MachineType): MachinePlan[] {
    return pool.machines
      .filter((machine) => !this.planned.has(machine.name) && this.planned.add(machine.name))
      .map((machine) => {
        const scope = new Construct(this, machine.name);
        const server = new ServerRecord(scope, machine);
        return {
          name: machine.name,
          scope,
          machineType,
          node: server.privateAddress,
          endpoint: machine.dialAddress ?? this.binding.talosApiHost ?? server.privateAddress,
          installImage: pool.options.image.installerImage(pool.platform),
          patches: this.patches(pool, { ...machine, topology: server.topology }, machineType),
          requires: this.requirements(machine),
          replaceTrigger: server.replaceTrigger,
          bootstrapData: pool.bootstrapData,
        };
      });
  }

  private requirements(machine: Machine): ITerraformDependable[] {
    return [...(machine.requires ?? []), ...(this.binding.requires ?? [])];
  }

  private patches(pool: IMachinePool, machine: Machine, machineType: MachineType): OriginalPatch[] {
    const { props, binding } = this;
    const { options } = pool;
    const isControlPlane = machineType === 'controlplane';
    const labels = topologyLabels(machine.topology, pool.bootstrapData !== undefined);
    return machineConfigPatches({
      machineType,
      hostname: pool.platformNamesNodes === true ? undefined : hostnameOf(machine, props.domain),
      installImage: options.image.installerImage(pool.platform),
      installDisk: options.installDisk ?? pool.defaultInstallDisk,
      nodeLabels: { ...labels.now, ...options.nodeLabels },
      lateNodeLabels: labels.later,
      nodeAnnotations: options.nodeAnnotations ?? {},
      nodeTaints: options.nodeTaints ?? [],
      nodeSubnets: pool.nodeSubnets ?? [],
      sharedAddresses: binding.sharedAddresses ?? [],
      certSans: this.talosApiNames(pool, machine),
      apiServerCertSans: [...(binding.certSans ?? []), ...(props.apiServerCertSans ?? [])],
      cni: props.cni ?? Cni.flannel(),
      allowSchedulingOnControlPlanes: this.schedulesOnControlPlanes,
      patches: [
        ...from('the platform', machine.platformPatches),
        ...from('the endpoint', binding.nodePatches),
        ...(isControlPlane ? from('the endpoint', binding.controlPlanePatches) : []),
        ...from('configPatches of the cluster', props.configPatches),
        ...(isControlPlane ? from('controlPlaneConfigPatches of the cluster', props.controlPlaneConfigPatches) : []),
        ...from('configPatches of the pool', options.configPatches),
        ...from('machineConfigPatches of the pool', options.machineConfigPatches?.[machine.name]),
      ],
    });
  }

  /**
   * Names and addresses by which this machine's Talos API is dialled. A seeded machine cannot name its own: they are
   * known only after it exists, and Talos adds the addresses that it finds on itself.
   */
  private talosApiNames(pool: IMachinePool, machine: Machine): string[] {
    const { talosApiHost, certSans = [] } = this.binding;
    const shared = [...(talosApiHost === undefined ? [] : [talosApiHost]), ...certSans];
    if (pool.bootstrapData !== undefined) return shared;
    return [...shared, ...(machine.dialAddress === undefined ? [] : [machine.dialAddress])];
  }

  private outputs(plans: readonly MachinePlan[]): void {
    this.output('kubeconfig', this.kubeconfig, true);
    this.output('talosconfig', this.talosconfig, true);
    this.output('endpoint', this.endpointUrl, false);
    this.output('nodes', Object.fromEntries(plans.map((plan) => [plan.name, plan.node])), false);
  }

  /** Outputs have plain names; those of a second cluster in the stack begin with its name. */
  private output(name: string, value: unknown, sensitive: boolean): void {
    const stack = TerraformStack.of(this);
    const id = stack.node.tryFindChild(name) === undefined ? name : `${this.clusterName}-${name}`;
    new TerraformOutput(stack, id, { value, sensitive, staticId: true });
  }
}

/** Labels of where a machine stands; a seeded machine gets those that only it can tell after its first boot. */
function topologyLabels(
  topology: MachineTopology = {},
  seeded: boolean,
): { readonly now: Record<string, string>; readonly later: Record<string, string> } {
  const labels = Object.entries({
    'topology.kubernetes.io/region': topology.region,
    'topology.kubernetes.io/zone': topology.zone,
    'node.kubernetes.io/instance-type': topology.instanceType,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const isLate = ([, value]: [string, string]): boolean => seeded && !isKnown(value);
  return {
    now: Object.fromEntries(labels.filter((label) => !isLate(label))),
    later: Object.fromEntries(labels.filter(isLate)),
  };
}

function from(origin: string, patches: readonly ConfigPatch[] = []): OriginalPatch[] {
  return patches.map((patch) => ({ origin, patch }));
}
