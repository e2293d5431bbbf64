import { ITerraformDependable, TerraformOutput, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Finding, collect, quote } from '../checks/check';
import { POOL_ELSEWHERE, POOL_TWICE } from '../checks/cluster-checks';
import { TALOS_POD_CIDRS } from '../config/cluster-network';
import { Cni } from '../config/cni';
import { ChartCircumstances } from '../config/helm-chart';
import { deployedControlPlanes } from '../config/deployment/deployed-cluster';
import { KubernetesVersion } from '../config/kubernetes-version';
import { MachineType, OriginalPatch } from '../config/machine-config';
import { manifestFindings } from '../config/manifest-findings';
import { mergedKubernetesSettings } from '../config/settings/kubernetes-settings';
import { kubeProxyFindings } from '../config/settings/kubernetes/kube-proxy';
import { dnsName, isMachineName } from '../config/names';
import { addCheck, addFindings, addPlacedCheck } from '../terraform/app-validation';
import { withoutTraces } from '../terraform/without-traces';
import { ClusterSecrets } from './cluster-secrets';
import { EndpointBinding, endpointUrl } from './control-plane-endpoint';
import { IMachinePool, Machine } from './machine-pool';
import { addOnConflicts } from './private/add-on-conflicts';
import { addOnNameFindings, addOnNeedFindings } from './private/add-on-findings';
import { installAddOns } from './private/add-ons';
import { clusterFindings } from './private/cluster-findings';
import { DeploymentRecord, deployedFacts } from './private/deployment-record';
import { effectiveFindings } from './private/effective-findings';
import { firewallFindings, poolFirewallFindings } from './private/firewall-findings';
import { FirewalledCluster, firewallTopology } from './private/firewall-topology';
import { hostNameFindings } from './private/host-name-findings';
import { writeMachineConfigFiles } from './private/machine-config-files';
import { MachineLifecycle } from './private/machine-lifecycle';
import { DescribedCluster, clusterManifests, machinePatches } from './private/machine-patches';
import { MachinePlan } from './private/machine-plan';
import { addOnPatchFindings, clusterPatchFindings, poolPatchFindings } from './private/patch-findings';
import { amongNeighbours } from './private/neighbour-findings';
import { watchForOrphans } from './private/orphan-findings';
import { poolFindings } from './private/pool-findings';
import { requireClusterProps } from './private/required-cluster-props';
import { podNetworkFindings, podNetworkIdentity, podNetworkManifests } from './private/rendered-chart';
import { poolSecretsFindings, secretsFindings } from './private/secrets-findings';
import { ServerRecord } from './private/server-record';
import { seedFindings } from './private/seed-findings';
import { kubernetesSettingFindings, machineSettingFindings } from './private/setting-findings';
import { TalosClusterProps } from './talos-cluster-props';
import { UpgradeStrategy } from './upgrade-strategy';

/** Stands in for a version that could not be read, so that the rest of the app is checked in the same run. */
const anyVersion = (): KubernetesVersion => KubernetesVersion.of('v1.35.0');

const clusterOfPool = new WeakMap<IConstruct, TalosCluster>();

/** The cluster that a pool was given to, once that has been made. */
export function clusterOf(pool: IMachinePool): TalosCluster | undefined {
  return clusterOfPool.get(pool);
}

/**
 * A Kubernetes cluster on Talos Linux, on the machines of any platform.
 *
 * Creates the machine secrets, one configuration for each machine, and the resources that configure, upgrade and
 * bootstrap; gives `kubeconfig`, `talosconfig`, `endpoint` and `nodes` as outputs of the stack, the first two only where
 * the state holds the secrets.
 * Errors: TALOS003, TALOS007 to TALOS011, TALOS017 to TALOS028, TALOS036, TALOS050 to TALOS083, TALOS362,
 * TALOS365 to TALOS369, TALOS380, TALOS381, TALOS385, TALOS431 to TALOS433, TALOS450 to TALOS454, and with a
 * lock TALOS411 to TALOS427.
 */
export class TalosCluster extends Construct {
  readonly clusterName: string;
  /** Domain of the machines' host names; undefined where they have none. */
  readonly domain: string | undefined;
  /** The pool that runs etcd and the Kubernetes API. */
  readonly controlPlane: IMachinePool;
  /** URL of the Kubernetes API. */
  readonly endpointUrl: string;
  /**
   * The administrator's kubeconfig, a reference to a sensitive value; with external secrets to an ephemeral one, for
   * provider blocks and write-only arguments.
   */
  readonly kubeconfig: string;
  /** The administrator's talosconfig, a reference to a sensitive value; with external secrets to an ephemeral one. */
  readonly talosconfig: string;

  private readonly binding: EndpointBinding;
  private readonly described: DescribedCluster;
  private readonly pools: readonly IMachinePool[];
  private readonly planned = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TalosClusterProps,
  ) {
    super(scope, id);
    using _ = withoutTraces();
    requireClusterProps(this, props);
    const findings: Finding[] = [];
    const kubernetesVersion = collect(findings, () => KubernetesVersion.of(props.kubernetesVersion), anyVersion());
    if (props.domain !== undefined) collect(findings, () => dnsName(props.domain ?? ''), '');
    this.clusterName = props.clusterName;
    this.domain = props.domain;
    this.controlPlane = props.controlPlane;
    this.endpointUrl = endpointUrl(props.endpoint);
    this.pools = this.adopt([props.controlPlane, ...(props.workerPools ?? [])], findings);
    watchForOrphans(this, [props.controlPlane, ...(props.workerPools ?? [])]);
    this.binding = this.isAtHome(props.controlPlane) ? props.endpoint.bind(props.controlPlane) : {};
    const firewalled = this.firewalled(this.describe());
    this.described = { ...firewalled.described, firewall: firewallTopology(firewalled) };

    const controlPlane = this.plans(props.controlPlane, 'controlplane');
    const workers = this.pools.slice(1).map((pool) => this.plans(pool, 'worker'));
    const secrets = props.secrets ?? ClusterSecrets.inState();
    const facts = {
      clusterName: props.clusterName,
      endpointUrl: this.endpointUrl,
      kubernetesVersion: kubernetesVersion.number,
      contract: props.versionContract,
      preventDestroy: props.preventDestroy ?? props.profile?.preventDestroy ?? true,
      upgradeStrategy: props.upgradeStrategy ?? UpgradeStrategy.rolling(),
    };
    const lifecycle = new MachineLifecycle(this, facts, secrets);
    const created = lifecycle.controlPlane(controlPlane);
    const wayIn = this.binding.talosApiHost ?? controlPlane[0]?.endpoint ?? '';
    const kubernetes = lifecycle.kubernetes(controlPlane, created, wayIn);
    lifecycle.workers(workers, kubernetes);
    this.kubeconfig = lifecycle.kubeconfig(controlPlane, wayIn, kubernetes);
    const everyPlan = [controlPlane, ...workers].flat();
    const { talosApiHost } = this.binding;
    this.talosconfig = lifecycle.talosconfig({
      endpoints: talosApiHost === undefined ? controlPlane.map((plan) => plan.endpoint) : [talosApiHost],
      nodes: everyPlan.map((plan) => plan.node),
    });
    this.outputs(everyPlan, lifecycle.givesCredentials);
    const charts = [
      podNetworkIdentity(this, this.described.cni, this.chartCircumstances) ?? '',
      ...this.described.addOns.map(({ identity }) => identity),
    ].filter((identity) => identity !== '');
    const deployed = deployedFacts(this.described, kubernetesVersion);
    const record = new DeploymentRecord(this, deployed, everyPlan, charts);
    const { lock } = props;
    if (lock !== undefined) {
      record.keep(lock, this.outputName('lock'), this.resources());
      addCheck(this, () => record.findings(lock));
    }
    writeMachineConfigFiles(this, props.clusterName, props.versionContract, everyPlan);

    addFindings(this, [...findings, ...(this.binding.findings ?? [])]);
    addCheck(this, () =>
      clusterFindings({
        clusterName: props.clusterName,
        domain: props.domain,
        kubernetesVersion,
        contract: props.versionContract,
        endpointHost: props.endpoint.host,
        network: props.network ?? {},
        configPatches: [...(props.configPatches ?? []), ...(props.controlPlaneConfigPatches ?? [])],
        answersForTrustd: this.binding.answersForTrustd,
        sharedAddresses: this.binding.sharedAddresses ?? [],
        apiServerCertSans: props.apiServerCertSans ?? [],
        allowSchedulingOnControlPlanes: this.schedulesOnControlPlanes,
        deployedControlPlanes: this.deployedControlPlanes,
        controlPlane: props.controlPlane,
        workerPools: this.pools.slice(1),
      }),
    );
    addCheck(
      this,
      amongNeighbours({
        scope: this,
        clusterName: props.clusterName,
        endpointHost: props.endpoint.host,
        sharedAddresses: this.binding.sharedAddresses ?? [],
        machines: this.pools.flatMap((pool) => pool.machines),
        lockPath: lock?.path,
      }),
    );
    addCheck(this, () => clusterPatchFindings(props.versionContract, props, this.binding));
    addCheck(this, () => firewallFindings(firewalled));
    addCheck(this, () => podNetworkFindings(firewalled));
    addCheck(this, () => addOnNameFindings(props.addOns ?? []));
    addCheck(this, () => addOnConflicts(this.described, this.poolsWithTypes));
    addPlacedCheck(this, () => addOnNeedFindings(this.described, this.poolsWithTypes));
    for (const addOn of this.described.addOns) {
      addCheck(addOn.scope, () => addOnPatchFindings(props.versionContract, addOn));
    }
    addCheck(this, () => secretsFindings(this, secrets));
    addCheck(this, () => kubernetesSettingFindings(this.described, kubernetesVersion));
    addCheck(this, () => kubeProxyFindings(this.described.kubernetes, this.described.cni));
    addCheck(this, () => manifestFindings(clusterManifests(this.described)));
    addPlacedCheck(this, () => machineSettingFindings(this, this.described, this.poolsWithTypes));
    addPlacedCheck(this, () => effectiveFindings(this, this.described, this.poolsWithTypes));
    addPlacedCheck(this, () => hostNameFindings(this.described, this.poolsWithTypes));
    this.pools.forEach((pool, index) => {
      const plans = [controlPlane, ...workers][index] ?? [];
      addCheck(pool, () => [
        ...poolFindings(pool, index === 0 ? 'controlplane' : 'worker'),
        ...seedFindings(pool, plans),
        ...poolPatchFindings(props.versionContract, pool, index === 0 ? 'controlplane' : 'worker'),
        ...poolFirewallFindings(firewalled, pool),
        ...poolSecretsFindings(pool, secrets),
      ]);
    });
  }

  private get poolsWithTypes(): { readonly pool: IMachinePool; readonly machineType: MachineType }[] {
    return this.pools.map((pool) => ({
      pool,
      machineType: pool === this.props.controlPlane ? 'controlplane' : 'worker',
    }));
  }

  private describe(): DescribedCluster {
    const { props, binding } = this;
    const cni = props.cni ?? Cni.flannel();
    const addOns = installAddOns(this, props.addOns ?? [], {
      ...this.chartCircumstances,
      clusterName: props.clusterName,
      kubernetesVersion: props.kubernetesVersion,
      versionContract: props.versionContract,
      endpointUrl: this.endpointUrl,
      controlPlane: props.controlPlane,
      workerPools: this.pools.filter((pool) => pool !== props.controlPlane),
      allowSchedulingOnControlPlanes: this.schedulesOnControlPlanes,
      addOnNames: (props.addOns ?? []).map(({ name }) => name),
    });
    return {
      props,
      binding,
      cni,
      addOns,
      kubernetes: mergedKubernetesSettings(
        props.profile?.kubernetes,
        ...addOns.map(({ parts }) => parts.kubernetes),
        props.kubernetes,
      ),
      cniManifests: podNetworkManifests(this, cni, this.chartCircumstances),
      allowSchedulingOnControlPlanes: this.schedulesOnControlPlanes,
    };
  }

  /** What the values of the pod network's chart follow from. */
  private get chartCircumstances(): ChartCircumstances {
    const { network = {} } = this.props;
    return {
      kubeSpan: network.kubeSpan !== undefined,
      machines: this.pools.flatMap((pool) => pool.machines).length,
      podCidrs: network.podCidrs ?? TALOS_POD_CIDRS,
      dnsDomain: network.dnsDomain ?? 'cluster.local',
    };
  }

  /** The firewall is made from what everything else says: from addresses, ports and networks. */
  private firewalled(described: DescribedCluster): FirewalledCluster {
    const { controlPlane } = this.props;
    const workerPools = this.pools.filter((pool) => pool !== controlPlane);
    const ofOneMachine = (pool: IMachinePool, machineType: MachineType): OriginalPatch[] =>
      pool.machines.slice(0, 1).flatMap((machine) => machinePatches(described, pool, machine, machineType));
    return {
      described,
      controlPlane,
      workerPools,
      patches: ofOneMachine(controlPlane, 'controlplane'),
      workerPatches: workerPools.map((pool) => ofOneMachine(pool, 'worker')),
    };
  }

  /** How many control plane machines the lock of this cluster knows of. */
  private get deployedControlPlanes(): number | undefined {
    const deployed = this.props.lock?.deployed;
    return deployed?.clusterName === this.clusterName ? deployedControlPlanes(deployed) : undefined;
  }

  private get schedulesOnControlPlanes(): boolean {
    const { allowSchedulingOnControlPlanes, profile } = this.props;
    const noWorkers = this.pools.slice(1).every((pool) => pool.machines.length === 0);
    return allowSchedulingOnControlPlanes ?? profile?.allowSchedulingOnControlPlanes ?? noWorkers;
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
      } else if (!this.isAtHome(pool)) {
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

  /** Between stacks that refer to each other, CDKTF fails before anything is checked. */
  private isAtHome(pool: IMachinePool): boolean {
    return TerraformStack.of(pool) === TerraformStack.of(this);
  }

  /**
   * Decides everything about a pool's machines. The second of one name, a name that is none and a pool of another stack
   * are left out, and reported by a check.
   */
  private plans(pool: IMachinePool, machineType: MachineType): MachinePlan[] {
    return pool.machines
      .filter(({ name }) => this.isAtHome(pool) && isMachineName(name))
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
          image: pool.options.image,
          installImage: pool.options.image.installerImage(pool.platform),
          patches: machinePatches(this.described, pool, { ...machine, topology: server.topology }, machineType),
          removal: machine.removal ?? 'leave',
          fixedAtCreation: machine.fixedAtCreation,
          requires: this.requirements(machine),
          replaceTrigger: server.replaceTrigger,
          bootstrapData: pool.bootstrapData,
        };
      });
  }

  private requirements(machine: Machine): ITerraformDependable[] {
    return [...(machine.requires ?? []), ...(this.binding.requires ?? [])];
  }

  private outputs(plans: readonly MachinePlan[], credentials: boolean): void {
    if (credentials) {
      this.output('kubeconfig', this.kubeconfig, true);
      this.output('talosconfig', this.talosconfig, true);
    }
    this.output('endpoint', this.endpointUrl, false);
    this.output('nodes', Object.fromEntries(plans.map((plan) => [plan.name, plan.node])), false);
  }

  private output(name: string, value: unknown, sensitive: boolean): void {
    new TerraformOutput(TerraformStack.of(this), this.outputName(name), { value, sensitive, staticId: true });
  }

  /** Outputs have plain names; those of a second cluster in the stack begin with its name. */
  private outputName(name: string): string {
    const taken = TerraformStack.of(this).node.tryFindChild(name) !== undefined;
    return taken ? `${this.clusterName}-${name}` : name;
  }

  /** Every resource of the cluster so far. */
  private resources(): TerraformResource[] {
    return this.node.findAll().filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node));
  }
}
