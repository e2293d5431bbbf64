import { App, HttpBackend, LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import { requireEncryptedState } from '../../lib/terraform/encrypted-state';
import { useS3State } from '../../lib/terraform/s3-state';
import { reportOf, synthesized } from '../support/synthesis';

const S3 = { bucket: 'states', region: 'eu-central-1', key: 'a' };

function app(backend: (stack: TerraformStack) => void): (app: App) => void {
  return (root) => {
    const stack = new TerraformStack(root, 'production');
    requireEncryptedState(stack);
    backend(stack);
  };
}

test.each<[string, (stack: TerraformStack) => void, string]>([
  ['without a backend', () => undefined, 'the backend local'],
  ['on disk', (stack) => new LocalBackend(stack), 'the backend local'],
  ['unencrypted in S3', (stack) => new S3Backend(stack, S3), "the backend s3 without 'encrypt: true'"],
])('a state %s is refused with the way out', (_, backend, given) => {
  const report = reportOf(app(backend));
  expect(report).toContain(
    `TALOS420  production\n  the state of this stack has to be encrypted\n    given:   ${given}\n    allowed: useS3State(`,
  );
});

test.each<[string, (stack: TerraformStack) => void]>([
  ['encrypted in S3', (stack) => useS3State(stack, S3)],
  ['in another backend', (stack) => new HttpBackend(stack, { address: 'https://state.example.org' })],
])('a state %s is taken', (_, backend) => {
  expect(Object.keys(synthesized(app(backend)))).toEqual(['production']);
});
