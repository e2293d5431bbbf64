import { Finding } from '../../checks/check';
import { CNI_NOT_UPDATED, NETWORK_CHANGED } from '../../checks/lock-checks';
import { DeployedCluster } from './deployed-cluster';
import { DeploymentRisk } from './deployment-risk';

/** What a running cluster keeps: its networks, and what brings them. */
export function networkFindings(
  locked: DeployedCluster,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  const [before, after] = [locked, asked].map(networksOf);
  const given = Object.keys(after ?? {}).flatMap((what) =>
    before?.[what] === after?.[what]
      ? []
      : [`${what} ${before?.[what] ?? ''} deployed, ${after?.[what] ?? ''} asked for`],
  );
  return given.length === 0 || accepted.includes('changing the networks of a running cluster')
    ? []
    : [
        NETWORK_CHANGED.finding({
          wrong: 'a running cluster keeps its networks',
          given: given.join('; '),
          allowed: 'what was deployed',
        }),
      ];
}

function networksOf(cluster: DeployedCluster): Record<string, string> {
  return {
    'pod network': cluster.podNetwork,
    pods: cluster.podCidrs.join(' and '),
    services: cluster.serviceCidrs.join(' and '),
    domain: cluster.dnsDomain,
  };
}

/** Talos installs a pod network once: another version does not reach a running cluster by itself. */
export function podNetworkVersionFindings(
  { podNetworkVersion: before }: DeployedCluster,
  { podNetworkVersion: after }: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  return before === undefined ||
    after === undefined ||
    before === after ||
    accepted.includes('the new pod network version was brought in')
    ? []
    : [
        CNI_NOT_UPDATED.finding({
          wrong: 'the version of the pod network reaches new clusters only',
          given: `chart ${before} deployed, ${after} asked for`,
          allowed: `${before}, or ${after} once it was brought in`,
        }),
      ];
}
