import { DeployedCluster, lockText, parseLock } from '../../../lib/config/deployment/deployed-cluster';
import { failureOf } from '../../support/failure';

const CLUSTER: DeployedCluster = {
  clusterName: 'test',
  kubernetesVersion: 'v1.35.4',
  versionContract: 'v1.13',
  podNetwork: 'cilium',
  podNetworkVersion: '1.18.4',
  podCidrs: ['10.244.0.0/16'],
  serviceCidrs: ['10.96.0.0/12'],
  dnsDomain: 'cluster.local',
  machines: { 'cp-0': { role: 'controlplane', talosVersion: 'v1.13.9', schematic: 'abc', configuration: 'def' } },
};

test('a lock is read as it was written', () => {
  expect(parseLock(lockText(CLUSTER), 'lock.json')).toMatchObject(CLUSTER);
});

test('a lock says to whoever opens it what it is', () => {
  expect(lockText(CLUSTER)).toContain('do not edit it');
});

test.each([
  ['{', 'the lock file is not JSON'],
  ['{}', 'the lock file does not say versions and machines'],
  [JSON.stringify({ ...CLUSTER, kubernetesVersion: 'latest' }), 'the lock file does not say versions and machines'],
  [JSON.stringify({ ...CLUSTER, versionContract: 'latest' }), 'the lock file does not say versions and machines'],
  [JSON.stringify({ ...CLUSTER, machines: { a: {} } }), 'the lock file does not say versions and machines'],
])('%j is refused with the name of the file and the way out', (text, wrong) => {
  const told = failureOf(() => parseLock(text, 'locks/production.json'));
  expect(told).toContain(`TALOS410 ${wrong}`);
  expect(told).toContain("given:   'locks/production.json'");
  expect(told).toContain('npx cdktf-talos lock');
});
