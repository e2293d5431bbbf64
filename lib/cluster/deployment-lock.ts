import { readFileSync } from 'node:fs';
import { quote } from '../checks/check';
import { LOCK_FORM } from '../checks/lock-checks';
import { DeployedCluster, parseLock } from '../config/deployment/deployed-cluster';
import type { DeploymentRisk } from '../config/deployment/deployment-risk';

/** What a lock lets pass. */
export interface DeploymentLockOptions {
  /**
   * Changes that are refused unless they are named here. Take them out again once they are deployed: what is left over
   * would let the next one pass, and is warned of (TALOS427).
   * @default - none
   */
  readonly accept?: readonly DeploymentRisk[];
}

/**
 * What was last deployed of a cluster, in a file that is committed beside the code.
 *
 * Synthesis does not ask the cluster. With the lock it knows what runs, and refuses what cannot be done in one
 * deployment: two minors at once, a Kubernetes version together with another change, half of the control plane removed, a
 * worker made a control plane machine. A file belongs to one cluster (TALOS422).
 * `npx cdktf-talos lock` writes the file from the state, and `--check` tells when it is behind.
 */
export class DeploymentLock {
  /**
   * The lock in a file, such as `locks/production.json`, counted from the folder of `cdktf.json`. Before the first
   * deployment there is no file.
   * @throws ConfigError TALOS410 when the file is no lock
   */
  static file(path: string, options: DeploymentLockOptions = {}): DeploymentLock {
    return new DeploymentLock(path, deployedIn(path), options.accept ?? []);
  }

  private constructor(
    /** Path of the file. */
    readonly path: string,
    /** What the file says; undefined before the first deployment. */
    readonly deployed: DeployedCluster | undefined,
    /** Changes that are let pass. */
    readonly accepted: readonly DeploymentRisk[],
  ) {}
}

function deployedIn(path: string): DeployedCluster | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    if (code === 'ENOENT') return undefined;
    throw LOCK_FORM.configError({
      wrong: `the lock file cannot be read (${code})`,
      given: quote(path),
      allowed: 'the path of a JSON file, which need not exist yet',
      fix: 'Correct the path.',
    });
  }
  return parseLock(text, path);
}
