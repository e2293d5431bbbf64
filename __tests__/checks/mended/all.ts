import { addOns } from './add-ons';
import { app } from './app';
import { aws } from './aws';
import { change } from './change';
import { cluster } from './cluster';
import { cni } from './cni';
import { component } from './component';
import { firewall } from './firewall';
import { image } from './image';
import { kubernetes } from './kubernetes';
import { lock } from './lock';
import { Mended } from './mended';
import { network } from './network';
import { proxmox } from './proxmox';
import { proxmoxAddOns } from './proxmox-add-ons';
import { secrets } from './secrets';
import { system } from './system';
import { text } from './text';
import { value } from './value';

/** For each check of the catalogue a mistake, and the same mended. */
export const MENDED: Readonly<Record<string, Mended>> = {
  ...value,
  ...image,
  ...cluster,
  ...aws,
  ...proxmox,
  ...proxmoxAddOns,
  ...system,
  ...network,
  ...kubernetes,
  ...secrets,
  ...firewall,
  ...cni,
  ...change,
  ...lock,
  ...component,
  ...addOns,
  ...app,
  ...text,
};
