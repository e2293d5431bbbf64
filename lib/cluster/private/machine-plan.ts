import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { MachineType, OriginalPatch } from '../../config/machine-config';
import { ITalosImage } from '../../image/talos-image';
import { BootstrapData } from '../bootstrap-data';
import { MachineRemoval } from '../machine-pool';

/** What has to happen to one machine, with everything decided. */
export interface MachinePlan {
  readonly name: string;
  readonly machineType: MachineType;
  /** Address by which the machine is known inside the cluster. */
  readonly node: string;
  /** Address on which its Talos API is dialled. */
  readonly endpoint: string;
  /** What the machine boots from. */
  readonly image: ITalosImage;
  /** Installer that the machine runs. */
  readonly installImage: string;
  /** What happens to it when it is taken out of the cluster. */
  readonly removal: MachineRemoval;
  readonly patches: readonly OriginalPatch[];
  /** What cannot be changed without another server. */
  readonly fixedAtCreation: Readonly<Record<string, string>> | undefined;
  readonly requires: readonly ITerraformDependable[];
  /** Construct that the machine's resources are created below. */
  readonly scope: Construct;
  /** Address of the attribute whose change means another server. */
  readonly replaceTrigger: string | undefined;
  readonly bootstrapData: BootstrapData | undefined;
}
