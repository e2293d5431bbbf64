import { LocalBackend, TerraformStack } from 'cdktf';
import { requireEncryptedState, useS3State } from '../lib';

/** The bucket that holds the state of staging and production; change it to one of yours. */
const STATE_BUCKET = { bucket: 'example-terraform-state', region: 'eu-central-1' };

/**
 * Where a stack's state is kept. The state holds the cluster's keys: on disk for the sandbox, else in an encrypted
 * bucket with a lock file. Set STATE=local to try any stack without the bucket.
 */
export function useStateBackend(stack: TerraformStack, state: 'local' | 's3'): void {
  if (state === 'local' || process.env.STATE === 'local') {
    // Beside cdktf.json: Terraform runs three folders below it, in one that may be deleted.
    new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
    return;
  }
  requireEncryptedState(stack);
  useS3State(stack, STATE_BUCKET);
}

/** Whether the stack's cluster is protected. `UNPROTECT=<stack>` lifts it, to take that one cluster down on purpose. */
export function isProtected(stack: TerraformStack, protection: boolean): boolean {
  return protection && process.env.UNPROTECT !== stack.node.id;
}
