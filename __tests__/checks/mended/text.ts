import { App } from 'cdktf';
import { AwsInstancePoolProps } from '../../../lib/aws';
import { buildSmallAwsCluster } from '../../platforms/aws/support/small-aws-cluster';
import { MendedChecks } from './mended';

const worker = (changes: Partial<AwsInstancePoolProps>) => (app: App) => buildSmallAwsCluster(app, { worker: changes });

/** TALOS500 to TALOS519. */
export const text: MendedChecks = {
  TALOS500: {
    wrong: worker({ tags: { motto: 'fast & cheap' } }),
    right: worker({ tags: { motto: 'fast + cheap' } }),
  },
  TALOS501: {
    wrong: worker({ additionalSecurityGroupIds: ['my group'] }),
    right: worker({ additionalSecurityGroupIds: ['sg-0123456789abcdef0'] }),
  },
};
