import { TerraformStack } from 'cdktf';
import { S3StateProps, useS3State } from '../../lib/terraform/s3-state';
import { synthesized } from '../support/synthesis';

function backendOf(changes: Partial<S3StateProps> = {}): unknown {
  const { production } = synthesized((app) => {
    useS3State(new TerraformStack(app, 'production'), { bucket: 'states', region: 'eu-central-1', ...changes });
  });
  return (production?.terraform as { backend: { s3: unknown } }).backend.s3;
}

test('a state in S3 is encrypted, locked by a file, and named after the stack', () => {
  expect(backendOf()).toEqual({
    bucket: 'states',
    region: 'eu-central-1',
    key: 'production.tfstate',
    encrypt: true,
    use_lockfile: true,
  });
});

test('a state in S3 takes a KMS key and a name of its own', () => {
  expect(backendOf({ kmsKeyId: 'arn:aws:kms:eu-central-1:1:key/a', key: 'talos/a' })).toMatchObject({
    kms_key_id: 'arn:aws:kms:eu-central-1:1:key/a',
    key: 'talos/a',
  });
});
