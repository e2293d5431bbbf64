import { Finding, quote } from '../../checks/check';
import { HOST_NAME_SHARED, MACHINE_NAME_FORM } from '../../checks/value-checks';
import { ConfigPatch } from '../../config/config-patch';
import { OriginalPatch } from '../../config/machine-config';
import { IpAddress } from '../../config/ip-network';
import { placeInWords } from '../../config/patch-places';
import { isKnown } from '../../terraform/app-validation';
import { PlacedFinding } from '../../terraform/placed-finding';
import { IMachinePool, Machine } from '../machine-pool';
import { hostnameOf } from './cluster-findings';
import { DescribedCluster, settingsOf } from './machine-patches';
import { PoolInCluster } from './setting-findings';

/** A machine, and the host name that it will have. */
interface NamedMachine {
  readonly pool: IMachinePool;
  readonly machine: Machine;
  readonly hostname: string;
  /** The name of its node. */
  readonly nodeName: string;
  /** The patch that names it; undefined where the pool does. */
  readonly patch: OriginalPatch | undefined;
}

/**
 * What is wrong with the names that patches give single machines: TALOS010 for what is no host name, TALOS023 for the name
 * of another machine. Names that the platform gives are not known.
 */
export function hostNameFindings(cluster: DescribedCluster, pools: readonly PoolInCluster[]): PlacedFinding[] {
  if (
    !pools.some(({ pool }) =>
      Object.values(pool.options.machineConfigPatches ?? {})
        .flat()
        .some(isNaming),
    )
  )
    return [];
  const named = pools.flatMap((each) => each.pool.machines.flatMap((machine) => namedMachine(cluster, each, machine)));
  const isPatched = ({ patch }: NamedMachine): boolean => patch !== undefined;
  const misnamed = named.filter((each) => isPatched(each) && !isTaken(each.hostname));
  const byNodeName = new Map<string, NamedMachine[]>();
  for (const each of named.filter(({ hostname }) => isTaken(hostname))) {
    byNodeName.set(each.nodeName, [...(byNodeName.get(each.nodeName) ?? []), each]);
  }
  const shared = [...byNodeName.values()].filter((those) => those.length > 1 && those.some(isPatched));
  return [
    ...misnamed.map((each) => ({ scope: each.pool, finding: formFinding(each) })),
    ...shared.flatMap((those) =>
      those
        .filter(isPatched)
        .slice(-1)
        .map(({ pool }) => ({ scope: pool, finding: sharedFinding(those) })),
    ),
  ];
}

/** Whether Talos makes a name of a node of it. */
function isTaken(hostname: string): boolean {
  return /^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i.test(hostname) && !IpAddress.isAddress(hostname);
}

/** As Talos makes it, in `nodename.FromHostname`. */
function nodeNameOf(hostname: string): string {
  return hostname.toLowerCase().replaceAll('_', '-');
}

function isNaming(patch: ConfigPatch | undefined): boolean {
  return patch?.content.kind === 'HostnameConfig' && patch.content.hostname !== undefined;
}

function namedMachine(
  { props, ...cluster }: DescribedCluster,
  { pool, machineType }: PoolInCluster,
  machine: Machine,
): NamedMachine[] {
  const [patch] = (pool.options.machineConfigPatches?.[machine.name] ?? []).filter(isNaming).slice(-1);
  const own = pool.platformNamesNodes === true ? undefined : hostnameOf(machine, props.domain);
  const hostname = patch === undefined ? own : patch.content.hostname;
  if (typeof hostname !== 'string' || !isKnown(hostname)) return [];
  const { kubeletRegistersFqdn } = settingsOf({ props, ...cluster }, pool, machineType, machine.name);
  return [
    {
      pool,
      machine,
      hostname,
      nodeName: nodeNameOf(kubeletRegistersFqdn === true ? hostname : hostname.replace(/\..*/s, '')),
      patch: patch === undefined ? undefined : { origin: `machineConfigPatches['${machine.name}'] of the pool`, patch },
    },
  ];
}

function formFinding({ machine, hostname, patch }: NamedMachine): Finding {
  return MACHINE_NAME_FORM.finding({
    wrong: `the machine ${quote(machine.name)} is given a host name that is none`,
    given: given(hostname, patch),
    allowed:
      "letters, digits, dashes and underscores, with a domain or without, such as 'rack-1' or 'rack-1.example.org'",
    fix: 'Correct the name.',
  });
}

function sharedFinding(those: readonly NamedMachine[]): Finding {
  return HOST_NAME_SHARED.finding({
    wrong: `the machines ${those.map(({ machine }) => quote(machine.name)).join(' and ')} would be one node by their names`,
    given: those.flatMap(({ hostname, patch }) => (patch === undefined ? [] : given(hostname, patch))).join('; '),
    allowed: 'a host name of its own for each machine of the cluster, up to the first dot',
    fix: 'Give each machine another host name.',
  });
}

function given(hostname: string, patch: OriginalPatch | undefined): string {
  return `${quote(hostname)}${patch === undefined ? '' : ` for ${placeInWords(patch, ['hostname'])}`}`;
}
