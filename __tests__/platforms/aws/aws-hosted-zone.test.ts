import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App } from 'cdktf';
import { AwsHostedZone } from '../../../lib/aws';
import { block, reportOf, synthesized } from '../../support/synthesis';
import { SMALL_AWS, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

const build =
  (recordName: string, zoneName = 'k8s.example.org') =>
  (app: App): void => {
    const stack = awsStack(app, 'names');
    new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
    const zone = new AwsHostedZone(stack, 'Zone', { zoneName });
    buildSmallAwsCluster(app, { loadBalancer: { dns: zone.record(recordName) } });
  };

describe('a hosted zone', () => {
  const { names, [SMALL_AWS]: cluster } = synthesized(build('prod.k8s.example.org'));

  test('is created, and tells the name servers to delegate to', () => {
    expect(block(names, 'resource', 'aws_route53_zone', 'Zone').name).toBe('k8s.example.org');
    expect(Object.values(names?.output ?? {})).toContainEqual(
      expect.objectContaining({ value: expect.stringContaining('name_servers') as string }),
    );
  });

  test('holds the name of a load balancer, without being looked up', () => {
    expect(cluster?.data?.aws_route53_zone).toBeUndefined();
    expect(block(cluster, 'resource', 'aws_route53_record', 'LoadBalancer').name).toBe('prod.k8s.example.org');
  });

  test('refuses a name outside of it', () => {
    expect(reportOf(build('k8s.example.com'))).toContain(
      "TALOS108  small/LoadBalancer\n  the name is not in the zone 'k8s.example.org'\n    given:   'k8s.example.com'",
    );
  });

  test('has a name that is a DNS name', () => {
    expect(reportOf(build('a.b', 'Not a name'))).toContain('TALOS011  names/Zone\n  this is not a DNS name');
  });
});
