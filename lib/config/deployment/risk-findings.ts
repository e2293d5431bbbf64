import { Finding } from '../../checks/check';
import { RISK_NOT_NEEDED } from '../../checks/lock-checks';
import { DeployedCluster } from './deployed-cluster';
import { DeploymentRisk } from './deployment-risk';
import { lockFindings } from './lock-findings';

/** Accepted risks without which nothing more would be told; before the first deployment, all of them. */
export function riskFindings(
  locked: DeployedCluster | undefined,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  const told = (risks: readonly DeploymentRisk[]): number =>
    locked === undefined ? 0 : lockFindings(locked, asked, risks).length;
  const all = told(accepted);
  return [...new Set(accepted)]
    .filter((risk) => told(accepted.filter((each) => each !== risk)) === all)
    .map((risk) =>
      RISK_NOT_NEEDED.finding({
        wrong: 'this risk is accepted, and nothing in this deployment needs it',
        given: `accept: ['${risk}']${locked === undefined ? ', before the first deployment' : ''}`,
        allowed: 'the risks of the changes that are about to be deployed',
      }),
    );
}
