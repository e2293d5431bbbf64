import * as addOn from './add-on-checks';
import * as app from './app-checks';
import * as aws from './aws-checks';
import * as change from './change-checks';
import { Check } from './check';
import * as cluster from './cluster-checks';
import * as cni from './cni-checks';
import * as component from './component-checks';
import * as firewall from './firewall-checks';
import * as image from './image-checks';
import * as kubernetes from './kubernetes-checks';
import * as lock from './lock-checks';
import * as network from './network-checks';
import * as proxmoxAddOn from './proxmox-add-on-checks';
import * as proxmox from './proxmox-checks';
import * as secrets from './secrets-checks';
import * as system from './system-checks';
import * as text from './text-checks';
import * as value from './value-checks';

/** Every check of the library, in the order of the codes. */
export const CATALOGUE: readonly Check[] = [
  value,
  image,
  cluster,
  kubernetes,
  aws,
  proxmox,
  proxmoxAddOn,
  firewall,
  change,
  lock,
  secrets,
  system,
  cni,
  network,
  component,
  app,
  addOn,
  text,
]
  .flatMap((area) => Object.values(area))
  // Codes are of plain letters and digits; comparing as a language does would load its rules at import.
  .sort((a, b) => (a.code < b.code ? -1 : 1));
