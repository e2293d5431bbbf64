import { parse, stringify } from 'yaml';
import { machineSecretsJson, secretsCommand } from '../../lib/bin/secrets-command';

const SECRETS_YAML = `
cluster:
    id: the-id=
    secret: the-secret=
secrets:
    bootstraptoken: the.token
    secretboxencryptionsecret: the-box=
trustdinfo:
    token: trustd.token
certs:
    etcd: { crt: etcd-crt, key: etcd-key }
    k8s: { crt: k8s-crt, key: k8s-key }
    k8saggregator: { crt: aggregator-crt, key: aggregator-key }
    k8sserviceaccount: { key: account-key }
    os: { crt: os-crt, key: os-key }
`;

test('every field of a secrets.yaml stands where the provider looks for it', () => {
  expect(JSON.parse(machineSecretsJson(SECRETS_YAML))).toEqual({
    cluster: { id: 'the-id=', secret: 'the-secret=' },
    secrets: { bootstrap_token: 'the.token', secretbox_encryption_secret: 'the-box=' },
    trustdinfo: { token: 'trustd.token' },
    certs: {
      etcd: { cert: 'etcd-crt', key: 'etcd-key' },
      k8s: { cert: 'k8s-crt', key: 'k8s-key' },
      k8s_aggregator: { cert: 'aggregator-crt', key: 'aggregator-key' },
      k8s_serviceaccount: { key: 'account-key' },
      os: { cert: 'os-crt', key: 'os-key' },
    },
  });
});

test('the encryption key of clusters older than Talos 1.3 is taken where there is one', () => {
  const older = SECRETS_YAML.replace('secrets:\n', 'secrets:\n    aescbcencryptionsecret: the-old-box=\n');
  expect(machineSecretsJson(older)).toContain('"aescbc_encryption_secret":"the-old-box="');
});

test.each(['cluster.id', 'secrets.bootstraptoken', 'trustdinfo.token', 'certs.k8saggregator.key', 'certs.os.crt'])(
  'a file without %s is refused by the name of the field, and by no value',
  (field) => {
    const content = parse(SECRETS_YAML) as Record<string, Record<string, unknown>>;
    const path = field.split('.');
    const last = path.pop() ?? '';
    const holder = path.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, content);
    holder[last] = '';
    const said: string[] = [];
    const complaints: string[] = [];
    const code = secretsCommand(
      stringify(content),
      (line) => said.push(line),
      (line) => complaints.push(line),
    );
    expect({ code, said }).toEqual({ code: 1, said: [] });
    expect(complaints).toEqual([`${field} is missing; this has to be a secrets.yaml of talosctl gen secrets`]);
  },
);

test('what is no YAML is refused without being repeated', () => {
  const complaints: string[] = [];
  expect(
    secretsCommand(
      '{ verysecret: [',
      () => undefined,
      (line) => complaints.push(line),
    ),
  ).toBe(1);
  expect(complaints.join()).toContain('this is no YAML');
  expect(complaints.join()).not.toContain('verysecret');
});
