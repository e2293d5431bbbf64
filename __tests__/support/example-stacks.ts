import { App } from 'cdktf';
import { Environment, production, sandbox, staging } from '../../stacks/environments';
import { AwsClusterStack } from '../../stacks/aws-cluster-stack';
import { ProxmoxClusterStack } from '../../stacks/proxmox-cluster-stack';

/** A stack of main.ts, buildable with another environment. */
export interface ExampleStack {
  readonly name: string;
  readonly environment: Environment;
  readonly build: (app: App, environment: Environment) => void;
}

const proxmox = (name: string, environment: Environment): ExampleStack => ({
  name,
  environment,
  build: (app, changed) => new ProxmoxClusterStack(app, name, changed),
});

const aws = (name: string, environment: Environment): ExampleStack => ({
  name,
  environment,
  build: (app, changed) => new AwsClusterStack(app, name, changed),
});

/** Every stack of main.ts. */
export const EXAMPLE_STACKS: readonly ExampleStack[] = [
  proxmox('sandbox-proxmox', sandbox),
  proxmox('staging-proxmox', staging),
  proxmox('production-proxmox', production),
  aws('sandbox-aws', sandbox),
  aws('staging-aws', staging),
  aws('production-aws', production),
];
