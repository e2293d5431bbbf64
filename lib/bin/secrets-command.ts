import { parse } from 'yaml';

/** What a `secrets.yaml` of Talos lacks, or holds in another form. */
export class SecretsFileError extends Error {
  override readonly name = 'SecretsFileError';
}

/**
 * The machine secrets of a Talos `secrets.yaml`, as the JSON that `ClusterSecrets.external` takes.
 * @throws SecretsFileError that names the field that is missing, and no value
 */
export function machineSecretsJson(yaml: string): string {
  const root = parsed(yaml);
  const text = (...path: string[]): string => {
    const value = path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), root);
    if (typeof value === 'string' && value !== '') return value;
    throw new SecretsFileError(`${path.join('.')} is missing; this has to be a secrets.yaml of talosctl gen secrets`);
  };
  const optional = (name: string, ...path: string[]): Record<string, string> => {
    try {
      return { [name]: text(...path) };
    } catch {
      return {};
    }
  };
  const pair = (name: string): Record<string, string> => ({
    cert: text('certs', name, 'crt'),
    key: text('certs', name, 'key'),
  });
  return JSON.stringify({
    cluster: { id: text('cluster', 'id'), secret: text('cluster', 'secret') },
    secrets: {
      bootstrap_token: text('secrets', 'bootstraptoken'),
      secretbox_encryption_secret: text('secrets', 'secretboxencryptionsecret'),
      ...optional('aescbc_encryption_secret', 'secrets', 'aescbcencryptionsecret'),
    },
    trustdinfo: { token: text('trustdinfo', 'token') },
    certs: {
      etcd: pair('etcd'),
      k8s: pair('k8s'),
      k8s_aggregator: pair('k8saggregator'),
      k8s_serviceaccount: { key: text('certs', 'k8sserviceaccount', 'key') },
      os: pair('os'),
    },
  });
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml) as unknown;
  } catch {
    // The parser's own message shows the line, and with it a secret.
    throw new SecretsFileError('this is no YAML; it has to be a secrets.yaml of talosctl gen secrets');
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Runs the command on a text, and gives the exit code. Errors go to another place than what is to be kept. */
export function secretsCommand(yaml: string, say: (line: string) => void, complain: (line: string) => void): number {
  try {
    say(machineSecretsJson(yaml));
    return 0;
  } catch (error) {
    if (!(error instanceof SecretsFileError)) throw error;
    complain(error.message);
    return 1;
  }
}
