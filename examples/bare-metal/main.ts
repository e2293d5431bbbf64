import { App, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  DeploymentLock,
  Dhcp,
  ImageFactorySchematic,
  IngressFirewall,
  InstallDisk,
  NetworkLink,
  StaticMachinePool,
  TalosCluster,
  TalosPlatform,
  VersionContract,
} from 'cdktf-talos';

const app = new App();
const stack = new TerraformStack(app, 'bare-metal');

const image = new ImageFactorySchematic(stack, 'Image', {
  talosVersion: 'v1.13.9',
  systemExtensions: ['siderolabs/intel-ucode'],
});
// A machine that is booted from it waits for its configuration in maintenance mode.
console.log(`Boot the machines from ${image.isoUrl(TalosPlatform.METAL, 'amd64')}`);

const kind = {
  image,
  nodeSubnets: ['10.40.0.0/24'],
  // Not the stick that it was booted from.
  installDisk: InstallDisk.matching({ type: 'nvme', size: '>= 200GB' }),
};

new TalosCluster(stack, 'Cluster', {
  clusterName: 'bare-metal',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  endpoint: ControlPlaneEndpoint.virtualIp('10.40.0.10', { link: 'enp1s0' }),
  ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
  lock: DeploymentLock.file('locks/bare-metal.json'),
  // Talos asks for an address by itself only while no link is described.
  settings: { links: { enp1s0: NetworkLink.physical({ dhcp4: Dhcp.client() }) } },
  controlPlane: new StaticMachinePool(stack, 'ControlPlane', {
    ...kind,
    machines: {
      'rack1-1': { address: '10.40.0.11', topology: { zone: 'rack1' } },
      'rack2-1': { address: '10.40.0.12', topology: { zone: 'rack2' } },
      'rack3-1': { address: '10.40.0.13', topology: { zone: 'rack3' } },
    },
  }),
  workerPools: [
    new StaticMachinePool(stack, 'Worker', {
      ...kind,
      machines: {
        'rack1-2': { address: '10.40.0.21', topology: { zone: 'rack1' } },
        'rack2-2': { address: '10.40.0.22', topology: { zone: 'rack2' } },
      },
    }),
  ],
});

app.synth();
