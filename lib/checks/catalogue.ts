import * as aws from './aws-checks';
import { Check } from './check';
import * as cluster from './cluster-checks';
import * as image from './image-checks';
import * as proxmox from './proxmox-checks';
import * as value from './value-checks';

/** Every check of the library, in the order of the codes. */
export const CATALOGUE: readonly Check[] = [value, image, cluster, aws, proxmox]
  .flatMap((area) => Object.values(area))
  .sort((a, b) => a.code.localeCompare(b.code));
