import { App } from 'cdktf';
import { acceptWarning } from './lib';
import { AwsClusterStack } from './stacks/aws-cluster-stack';
import { production, sandbox, staging } from './stacks/environments';
import { ProxmoxClusterStack } from './stacks/proxmox-cluster-stack';

const app = new App();
new ProxmoxClusterStack(app, 'sandbox-proxmox', sandbox);
new ProxmoxClusterStack(app, 'staging-proxmox', staging);
new ProxmoxClusterStack(app, 'production-proxmox', production);
new AwsClusterStack(app, 'sandbox-aws', sandbox);
new AwsClusterStack(app, 'staging-aws', staging);
new AwsClusterStack(app, 'production-aws', production);
acceptWarning(app, 'TALOS079', 'an environment stands on one platform or the other, and its name leads to that one');
app.synth();
