import { Finding, quote } from '../../../checks/check';
import { AWS_IDENTIFIER_FORM } from '../../../checks/text-checks';
import { isKnown } from '../../../terraform/app-validation';

/** How AWS writes what a prop takes. */
interface IdentifierForm {
  readonly form: RegExp;
  /** What it is, as a sentence goes on with it. */
  readonly what: string;
  readonly example: string;
}

const KMS_KEY: IdentifierForm = {
  form: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/,
  what: 'the ARN of a KMS key',
  example: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
};

/** What each prop takes, by its name: one name is for one kind of thing in the whole library. */
const FORMS = {
  additionalSecurityGroupIds: {
    form: /^sg-[0-9a-f]+$/,
    what: 'the id of a security group',
    example: 'sg-0123456789abcdef0',
  },
  amiId: { form: /^ami-[0-9a-f]+$/, what: 'the id of an AMI', example: 'ami-0123456789abcdef0' },
  bucketArn: {
    // Old buckets have longer names, with capitals and underscores.
    form: /^arn:aws[a-z-]*:s3:::[\w.-]{3,255}(\/[\w!.*'()/=-]*)?$/,
    what: 'the ARN of a bucket',
    example: 'arn:aws:s3:::my-flow-logs',
  },
  ecrRepositoryArns: {
    // IAM takes asterisks and question marks in it, in the place of 'repository/' too, and one asterisk for everything.
    form: /^(\*|arn:aws[a-z-]*:ecr:[\w*?-]*:[\d*?]*:(repository\/[\w./*?-]+|[a-z]*[*?][\w./*?-]*))$/,
    what: 'the ARN of an ECR repository',
    example: 'arn:aws:ecr:eu-central-1:123456789012:repository/team/app',
  },
  furtherKmsKeyArns: KMS_KEY,
  hostedZoneId: {
    form: /^(\/?hostedzone\/)?Z[0-9A-Z]+$/,
    what: 'the id of a hosted zone',
    example: 'Z0123456789ABCDEFGHIJ',
  },
  kmsKeyArn: KMS_KEY,
  subnetId: { form: /^subnet-[0-9a-f]+$/, what: 'the id of a subnet', example: 'subnet-0123456789abcdef0' },
  vpcId: { form: /^vpc-[0-9a-f]+$/, what: 'the id of a VPC', example: 'vpc-0123456789abcdef0' },
} as const satisfies Readonly<Record<string, IdentifierForm>>;

/** Ids and ARNs by the prop that they are given in. */
export type GivenIdentifiers = Readonly<Partial<Record<keyof typeof FORMS, string | readonly string[]>>>;

/** What is wrong with ids and ARNs. */
export function identifierFindings(given: GivenIdentifiers): Finding[] {
  return (Object.keys(given) as (keyof typeof FORMS)[]).flatMap((prop) => {
    const { form, what, example } = FORMS[prop];
    return [given[prop] ?? []]
      .flat()
      .filter((value) => isKnown(value) && !form.test(value))
      .map((value) =>
        AWS_IDENTIFIER_FORM.finding({
          wrong: `${quote(prop)} is not ${what}`,
          given: quote(value),
          allowed: `${what} as AWS shows it, such as ${quote(example)}`,
        }),
      );
  });
}
