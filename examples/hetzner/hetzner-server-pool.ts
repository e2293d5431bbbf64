import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { BootstrapData, IMachinePool, InstallDisk, Machine, MachinePoolOptions, TalosPlatform } from 'cdktf-talos';

/** A pool of Hetzner Cloud servers that boot a Talos snapshot: a third platform, without a change to the library. */
export class HetznerServerPool extends Construct implements IMachinePool {
  readonly platform = TalosPlatform.of('hcloud', { layer2: false, secureBoot: false, diskImageFormat: 'raw.xz' });
  readonly defaultInstallDisk = InstallDisk.path('/dev/sda');
  readonly bootstrapData = new BootstrapData(this, { limitBytes: 32_768 });
  readonly machines: readonly Machine[];

  constructor(
    scope: Construct,
    id: string,
    readonly options: MachinePoolOptions & HetznerServers,
  ) {
    super(scope, id);
    this.machines = Array.from({ length: options.count }, (_, index) => {
      const name = `${id.toLowerCase()}-${String(index)}`;
      const server = new TerraformResource(this, name, { terraformResourceType: 'hcloud_server' });
      const { serverType, snapshotId, location } = options;
      const userData = this.bootstrapData.for(name);
      const settings = { name, server_type: serverType, image: snapshotId, location, user_data: userData };
      Object.entries(settings).forEach(([attribute, value]) => {
        server.addOverride(attribute, value);
      });
      server.lifecycle = { ignoreChanges: ['user_data', 'image'] };
      const address = server.getStringAttribute('ipv4_address');
      return {
        name,
        privateAddress: address,
        serverId: server.getStringAttribute('id'),
        requires: [server],
        topology: { zone: location },
      };
    });
  }
}

export interface HetznerServers {
  readonly count: number;
  readonly serverType: string;
  readonly snapshotId: string;
  readonly location: string;
}
