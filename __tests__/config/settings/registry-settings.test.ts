import { REGISTRY_SETTINGS, RegistrySettings } from '../../../lib/config/settings/registry-settings';
import { RegistryCredentials } from '../../../lib/config/settings/registry/registry-credentials';
import { RegistryEndpoint, RegistryMirror } from '../../../lib/config/settings/registry/registry-mirror';
import { RegistryTls } from '../../../lib/config/settings/registry/registry-tls';
import { mergedSettings } from '../../../lib/config/settings/machine-settings';
import { given } from '../../../lib/config/settings/setting';
import { VersionContract } from '../../../lib/config/version-contract';
import { failureOf, told } from '../../support/failure';
import { findingsOf, reportOf } from '../../support/settings/facts';
import { CERTIFICATE, FULL_REGISTRY_SETTINGS } from '../../support/settings/network-and-registries';

const REFERENCE = '${TfToken[TOKEN.7]}';
const MIRROR = RegistryMirror.of([RegistryEndpoint.of('https://mirror.example.org')]);

function contentsOf(settings: RegistrySettings, contract = VersionContract.V1_13): unknown[] {
  return given(REGISTRY_SETTINGS, settings).flatMap(({ setting, value }) =>
    setting.patches(value, { contract, machineType: 'worker' }).map((patch) => patch.content),
  );
}

function reported(settings: RegistrySettings): string {
  return reportOf(findingsOf(REGISTRY_SETTINGS, settings)).join('\n');
}

test.each([VersionContract.V1_12, VersionContract.V1_13])('registries become documents in contract %s', (contract) => {
  expect(
    contentsOf(
      {
        trustedRoots: { example: CERTIFICATE },
        registryMirrors: {
          'docker.io': RegistryMirror.of(
            [
              RegistryEndpoint.exactly('https://harbor.example.org/v2/hub'),
              RegistryEndpoint.of('http://10.0.0.9:5000'),
            ],
            { skipFallback: true },
          ),
        },
        registryCredentials: {
          'harbor.example.org': RegistryCredentials.password('robot', REFERENCE),
          'ghcr.io': RegistryCredentials.dockerAuth(REFERENCE),
          'quay.io': RegistryCredentials.identityToken(REFERENCE),
        },
        registryTls: {
          'harbor.example.org': RegistryTls.verified({
            ca: CERTIFICATE,
            clientIdentity: { certificate: CERTIFICATE, key: REFERENCE },
          }),
          '10.0.0.9:5000': RegistryTls.dangerouslyUnverified(),
        },
      },
      contract,
    ),
  ).toEqual([
    { apiVersion: 'v1alpha1', kind: 'TrustedRootsConfig', name: 'example', certificates: CERTIFICATE },
    {
      apiVersion: 'v1alpha1',
      kind: 'RegistryMirrorConfig',
      name: 'docker.io',
      endpoints: [{ url: 'https://harbor.example.org/v2/hub', overridePath: true }, { url: 'http://10.0.0.9:5000' }],
      skipFallback: true,
    },
    {
      apiVersion: 'v1alpha1',
      kind: 'RegistryAuthConfig',
      name: 'harbor.example.org',
      username: 'robot',
      password: REFERENCE,
    },
    { apiVersion: 'v1alpha1', kind: 'RegistryAuthConfig', name: 'ghcr.io', auth: REFERENCE },
    { apiVersion: 'v1alpha1', kind: 'RegistryAuthConfig', name: 'quay.io', identityToken: REFERENCE },
    {
      apiVersion: 'v1alpha1',
      kind: 'RegistryTLSConfig',
      name: 'harbor.example.org',
      ca: CERTIFICATE,
      clientIdentity: { cert: CERTIFICATE, key: REFERENCE },
    },
    { apiVersion: 'v1alpha1', kind: 'RegistryTLSConfig', name: '10.0.0.9:5000', insecureSkipVerify: true },
  ]);
});

test('registries of a pool are added to those of the cluster', () => {
  const other = RegistryMirror.of([RegistryEndpoint.of('https://other.example.org')]);
  expect(
    mergedSettings(
      { registryMirrors: { 'docker.io': MIRROR, 'ghcr.io': MIRROR } },
      { registryMirrors: { 'ghcr.io': other } },
    ).registryMirrors,
  ).toEqual({ 'docker.io': MIRROR, 'ghcr.io': other });
});

test('every option at once is without a finding, and so are references', () => {
  expect(reported(FULL_REGISTRY_SETTINGS)).toBe('');
  const mirror = RegistryMirror.of([RegistryEndpoint.of(REFERENCE)]);
  const tls = RegistryTls.verified({ ca: REFERENCE });
  expect(
    reported({
      registryMirrors: { [REFERENCE]: mirror, '[fd00::9]:5000': mirror },
      registryTls: { [REFERENCE]: tls },
      trustedRoots: { a: REFERENCE },
    }),
  ).toBe('');
});

describe('fails at once when', () => {
  test.each<[string, () => unknown, string]>([
    [
      'an endpoint has no scheme',
      () => RegistryEndpoint.of('mirror.example.org'),
      told('TALOS339', 'this is no address of a registry', "'mirror.example.org'", 'scheme, host and path'),
    ],
    [
      'an endpoint has a port that is none',
      () => RegistryEndpoint.of('http://10.20.0.9:99999'),
      told(
        'TALOS339',
        'this is no address of a registry',
        "'http://10.20.0.9:99999'",
        "scheme, host and path, such as 'https://mirror.example.org' or 'http://10.20.0.9:5000'\n  do:      Write the address with http or https, without user, query and fragment; a port is a number from 1 to 65535.",
      ),
    ],
    [
      'an endpoint names a user',
      () => RegistryEndpoint.exactly('https://user:pass@mirror.example.org'),
      'TALOS339 this is no address of a registry',
    ],
    [
      'a mirror has no endpoint',
      () => RegistryMirror.of([]),
      told('TALOS339', 'a mirror has no endpoint', '[]', "RegistryEndpoint.of('https://mirror.example.org')"),
    ],
    [
      'a password is written out',
      () => RegistryCredentials.password('robot', 'secret'),
      told(
        'TALOS326',
        'the password of a registry is written into the program',
        'a text of 6 characters',
        'a reference',
      ),
    ],
    [
      'credentials have no user',
      () => RegistryCredentials.password('', REFERENCE),
      told('TALOS339', 'credentials have no user name', "''", 'the name of a user or a robot account'),
    ],
    [
      'a token is written out',
      () => RegistryCredentials.identityToken('token'),
      told('TALOS326', 'the identity token of a registry is written into the program', 'a text of 5 characters', ''),
    ],
    [
      'an auth text is empty',
      () => RegistryCredentials.dockerAuth(''),
      told('TALOS326', 'the auth text of a registry is written into the program', "''", ''),
    ],
    [
      'a ca is the name of a file',
      () => RegistryTls.verified({ ca: 'ca.pem' }),
      told('TALOS339', 'the ca of a registry is no certificate in PEM', "'ca.pem'", "'-----BEGIN CERTIFICATE-----'"),
    ],
    [
      'a ca lacks its end',
      () => RegistryTls.verified({ ca: CERTIFICATE.replace(/-----END.*/, '') }),
      "do:      Give each certificate whole and unchanged, from its line 'BEGIN CERTIFICATE' to its line 'END CERTIFICATE'.",
    ],
    [
      'a ca comes with its key',
      () =>
        RegistryTls.verified({
          ca: `${CERTIFICATE}-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----\n`,
        }),
      'TALOS339 the ca of a registry holds a private key',
    ],
    [
      'a ca is a key that lost its head, which is not repeated',
      () => RegistryTls.verified({ ca: 'MIIEpAIBAAKCAQEA\nMIIEpAIBAAKCAQEB\n' }),
      told('TALOS339', 'the ca of a registry is no certificate in PEM', 'a text of 34 characters', ''),
    ],
    [
      'a ca is a token, which is not repeated',
      () => RegistryTls.verified({ ca: 'hvs.CAESIJ-token' }),
      told('TALOS339', 'the ca of a registry is no certificate in PEM', 'a text of 16 characters', ''),
    ],
    [
      'a ca is a key that lost its lines, of which the head is repeated',
      () => RegistryTls.verified({ ca: '-----BEGIN PRIVATE KEY-----MIIEpAIBAAKCAQEA-----END PRIVATE KEY-----' }),
      "given:   '-----BEGIN PRIVATE KEY-----'\n",
    ],
    [
      'nothing is said',
      () => RegistryTls.verified({}),
      told('TALOS339', 'nothing is said about the TLS of a registry', '{}', "'ca', 'clientIdentity', or both"),
    ],
    [
      'the key of a machine is written out',
      () => RegistryTls.dangerouslyUnverified({ clientIdentity: { certificate: CERTIFICATE, key: 'key' } }),
      told('TALOS326', "the key of a machine's certificate is written into the program", 'a text of 3 characters', ''),
    ],
  ])('%s', (_, make, text) => {
    expect(failureOf(make)).toContain(text);
  });

  test('a secret is never repeated in the message', () => {
    expect(failureOf(() => RegistryCredentials.password('robot', 'hunter2'))).not.toContain('hunter2');
  });
});

test('a bundle of certificates may say between them whose they are', () => {
  const bundle = `# Example Root\nsubject=CN = example\n${CERTIFICATE}\nExample Two\n===========\n${CERTIFICATE}`;
  expect(RegistryTls.verified({ ca: bundle }).patch('a').content).toMatchObject({ ca: bundle });
  expect(reported({ trustedRoots: { bundle } })).toBe('');
});

test.each(['http://[fd00::9]:5000', 'https://mirror.example.org:65535/v2/hub'])('an endpoint may be %s', (url) => {
  expect(RegistryEndpoint.of(url).config).toEqual({ url });
});

describe('is reported when', () => {
  test.each<[string, RegistrySettings, string]>([
    [
      'a mirror is for an address with a scheme',
      { registryMirrors: { 'https://docker.io': MIRROR } },
      told('TALOS339', "a key of 'registryMirrors' is no registry", "'https://docker.io'", 'a host, with its port'),
    ],
    [
      'credentials are for every registry',
      { registryCredentials: { '*': RegistryCredentials.identityToken(REFERENCE) } },
      told('TALOS339', "a key of 'registryCredentials' is no registry", "'*'", 'a host, with its port'),
    ],
    [
      'TLS is for a port that is none',
      { registryTls: { 'ghcr.io:70000': RegistryTls.dangerouslyUnverified() } },
      told('TALOS339', "a key of 'registryTls' is no registry", "'ghcr.io:70000'", 'a host, with its port'),
    ],
    [
      'roots have no name',
      { trustedRoots: { 'My roots': CERTIFICATE } },
      told('TALOS339', "a key of 'trustedRoots' is no name", "'My roots'", 'lower-case letters'),
    ],
    [
      'roots are a key',
      { trustedRoots: { mine: '-----BEGIN PRIVATE KEY-----\nabc\n' } },
      told('TALOS339', "the trusted roots 'mine' hold a private key", "'-----BEGIN PRIVATE KEY-----'", ''),
    ],
  ])('%s', (_, settings, text) => {
    expect(reported(settings)).toContain(text);
  });
});
