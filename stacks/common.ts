import { CiliumChart, ClusterProfile, Cni, DeploymentLock } from '../lib';
import { Environment } from './environments';

/** The pod network of an environment: Cilium, in the place of kube-proxy too. */
export function podNetwork({ ciliumVersion }: Environment): Cni {
  return Cni.cilium(CiliumChart.release(ciliumVersion));
}

/** The options that follow from what an environment is for. */
export function profileOf({ profile }: Environment): ClusterProfile {
  return profile === 'hardened' ? ClusterProfile.hardened() : ClusterProfile.development();
}

/** What was last deployed of a stack; `npm run lock` writes it after a deployment. */
export function lockOf(stackName: string): DeploymentLock {
  return DeploymentLock.file(`locks/${stackName}.json`);
}
