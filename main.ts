import { App } from 'cdktf';
import { production, sandbox, staging } from './stacks/environments';
import { ProxmoxClusterStack } from './stacks/proxmox-cluster-stack';

const app = new App();
new ProxmoxClusterStack(app, 'sandbox-proxmox', sandbox);
new ProxmoxClusterStack(app, 'staging-proxmox', staging);
new ProxmoxClusterStack(app, 'production-proxmox', production);
app.synth();
