/** One permission, and what it is for. */
export interface PolicyStatement {
  /** Name of the statement: letters and digits. */
  readonly sid: string;
  /** Why it is needed; for readers of the code and of the documentation, AWS has no place for it. */
  readonly reason: string;
  /** What is allowed. */
  readonly actions: readonly string[];
  /** ARNs of what it is allowed on; an asterisk alone only where IAM knows no resource for the actions. */
  readonly resources: readonly string[];
  /**
   * What has to hold, by operator and key.
   * @default - nothing
   */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy that allows what the statements say. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: [...actions],
      Resource: [...resources],
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  });
}

/** The part of ARNs that says which of AWS's separate clouds a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Domain of AWS's services in a region. */
export function domainOf(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn';
  return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
}

/** The tag that marks what belongs to a cluster. */
export function clusterTagOf(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

/** A condition on what is acted on: it carries the cluster's tag, and others that are named. */
export function ofCluster(
  clusterName: string,
  otherTags: Readonly<Record<string, string>> = {},
): NonNullable<PolicyStatement['conditions']> {
  return { StringEquals: tagged('aws:ResourceTag', clusterName, otherTags) };
}

/** A condition on what is created: it is marked by the cluster's tag, and others that are named, from the beginning. */
export function markedForCluster(
  clusterName: string,
  otherTags: Readonly<Record<string, string>> = {},
): NonNullable<PolicyStatement['conditions']> {
  return { StringEquals: tagged('aws:RequestTag', clusterName, otherTags) };
}

function tagged(
  whose: string,
  clusterName: string,
  otherTags: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const tags = { [clusterTagOf(clusterName)]: 'owned', ...otherTags };
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${whose}/${key}`, value]));
}
