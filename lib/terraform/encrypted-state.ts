import { TerraformBackend, TerraformStack } from 'cdktf';
import { Finding } from '../checks/check';
import { STATE_UNENCRYPTED } from '../checks/lock-checks';
import { addCheck } from './app-validation';

/**
 * Refuses a stack whose state would lie on disk, or unencrypted in S3. The state holds the cluster's keys, and a local
 * one is lost with the computer. Errors: TALOS420.
 */
export function requireEncryptedState(stack: TerraformStack): void {
  // A stack without a backend has been given the local one by the framework when checks run.
  addCheck(stack, () =>
    stack.node
      .findAll()
      .filter((node): node is TerraformBackend => TerraformBackend.isBackend(node))
      .flatMap(findingsOf),
  );
}

function findingsOf(backend: TerraformBackend): Finding[] {
  const { terraform } = backend.toTerraform() as {
    terraform: { backend: Record<string, { readonly encrypt?: boolean } | undefined> };
  };
  if ('local' in terraform.backend) return [finding('the backend local')];
  return 's3' in terraform.backend && terraform.backend.s3?.encrypt !== true
    ? [finding("the backend s3 without 'encrypt: true'")]
    : [];
}

function finding(given: string): Finding {
  return STATE_UNENCRYPTED.finding({
    wrong: 'the state of this stack has to be encrypted',
    given,
    allowed: 'useS3State(stack, { bucket, region }), or any other backend that encrypts',
  });
}
