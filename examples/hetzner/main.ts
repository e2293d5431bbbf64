import { App, TerraformProvider, TerraformStack } from 'cdktf';
import { ControlPlaneEndpoint, ImageFactorySchematic, TalosCluster, VersionContract } from 'cdktf-talos';
import { HetznerServerPool } from './hetzner-server-pool';

/** Stands in for the provider's generated bindings. */
class HcloudProvider extends TerraformProvider {}

const app = new App();
const stack = new TerraformStack(app, 'hetzner');
new HcloudProvider(stack, 'hcloud', {
  terraformResourceType: 'hcloud',
  terraformGeneratorMetadata: { providerName: 'hcloud', providerVersion: '1.56.0' },
  terraformProviderSource: 'hetznercloud/hcloud',
});

const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
const servers = { image, snapshotId: '123456789', location: 'fsn1' };

new TalosCluster(stack, 'Cluster', {
  clusterName: 'hetzner',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
  controlPlane: new HetznerServerPool(stack, 'ControlPlane', { ...servers, count: 3, serverType: 'cx33' }),
  workerPools: [new HetznerServerPool(stack, 'Worker', { ...servers, count: 2, serverType: 'cx43' })],
});
app.synth();
