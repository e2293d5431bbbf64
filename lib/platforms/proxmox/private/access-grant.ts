import { Construct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { DATASTORE_FORM, PROXMOX_NAME, PROXMOX_NODES_MISSING } from '../../../checks/proxmox-checks';
import { Acl } from '../../../providers/proxmox/acl';
import { VirtualEnvironmentRole } from '../../../providers/proxmox/virtual-environment-role';
import { isKnown } from '../../../terraform/app-validation';
import { DATASTORE_NAME, MAPPING_NAME, NODE_NAME, POOL_NAME, ZONE_NAME, hasForm } from './proxmox-names';

/** A role, and the things that it is given on. */
export interface AccessGrant {
  readonly roleId: string;
  readonly privileges: readonly string[];
  readonly paths: readonly string[];
  /** Whether it holds for what is below the paths as well. */
  readonly propagate: boolean;
  readonly userId: string;
}

/** Makes a role and gives it to a user; nothing where there is nothing to give, or nothing to give it on. */
export function createGrant(scope: Construct, name: string, grant: AccessGrant): void {
  const { paths, privileges, userId, propagate } = grant;
  if (paths.length === 0 || privileges.length === 0) return;
  const below = new Construct(scope, name);
  const role = new VirtualEnvironmentRole(below, 'Role', { roleId: grant.roleId, privileges: [...privileges] });
  // A list may say one thing twice, and a reference is no construct's id.
  [...new Set(paths)].forEach((path, index) => {
    const id = isKnown(path) ? path : `Reference${String(index)}`;
    new Acl(below, id, { path, roleId: role.roleId, userId, propagate });
  });
}

/** Roles whose names begin with PVE are Proxmox's own: it refuses any other, in whatever case. */
const ROLES = {
  form: /^(?!pve)[A-Za-z0-9._-]+$/i,
  allowed: "letters, digits, '.', '-' and '_', without 'PVE' at the beginning",
};

/** What is wrong with the names of a user, its token and its roles. */
export function accessNameFindings({
  userId,
  tokenName,
  rolePrefix,
  name,
}: {
  readonly userId?: string;
  readonly tokenName?: string;
  readonly rolePrefix?: string;
  /** What the names of user and roles begin with. */
  readonly name?: string;
}): Finding[] {
  const forms = [
    {
      prop: 'userId',
      value: userId,
      form: /^[^\s:/@]+@[A-Za-z][A-Za-z0-9._-]+$/,
      allowed: "a name and a realm, such as 'terraform@pve'",
    },
    {
      prop: 'tokenName',
      value: tokenName,
      form: /^[A-Za-z][A-Za-z0-9._-]+$/,
      allowed: "two characters or more: a letter, then letters, digits, '.', '-' and '_'",
    },
    { prop: 'rolePrefix', value: rolePrefix, ...ROLES },
    { prop: 'name', value: name, ...ROLES },
  ];
  return forms
    .filter(({ value, form }) => value !== undefined && isKnown(value) && !form.test(value))
    .map(({ prop, value, allowed }) =>
      PROXMOX_NAME.finding({ wrong: `${quote(prop)} is no name for it`, given: quote(value), allowed }),
    );
}

const THINGS = {
  proxmoxNodes: NODE_NAME,
  datastores: DATASTORE_NAME,
  imageDatastores: DATASTORE_NAME,
  pciMappings: MAPPING_NAME,
  sdnZones: ZONE_NAME,
  proxmoxPool: POOL_NAME,
};

/** The things that rights are given on, by name. */
export interface NamedThings {
  readonly proxmoxNodes?: readonly string[];
  readonly datastores?: readonly string[];
  readonly imageDatastores?: readonly string[];
  readonly pciMappings?: readonly string[];
  readonly sdnZones?: readonly string[];
  readonly proxmoxPool?: string;
}

/** What is wrong with the names of the things that rights are given on, or with there being none. */
export function thingNameFindings(things: NamedThings): Finding[] {
  const kinds = Object.keys(THINGS) as (keyof typeof THINGS)[];
  return [
    ...missingFindings(things),
    ...kinds.flatMap((prop) =>
      [things[prop] ?? []]
        .flat()
        .filter((name) => !hasForm(name, THINGS[prop]))
        .map((name) =>
          PROXMOX_NAME.finding({
            wrong: `nothing of Proxmox in ${quote(prop)} is called so`,
            given: quote(name),
            allowed: THINGS[prop].allowed,
          }),
        ),
    ),
  ];
}

function missingFindings({ proxmoxNodes, datastores, imageDatastores = [] }: NamedThings): Finding[] {
  return [
    ...(proxmoxNodes?.length === 0
      ? [
          PROXMOX_NODES_MISSING.finding({
            wrong: 'the token would have rights on no Proxmox node',
            given: 'proxmoxNodes: []',
            allowed: "the names shown in the Proxmox interface, such as ['pve1', 'pve2']",
          }),
        ]
      : []),
    ...(datastores?.length === 0 && imageDatastores.length === 0
      ? [
          DATASTORE_FORM.finding({
            wrong: 'the token would have rights on no datastore',
            given: 'no datastore',
            allowed: "one or more, such as ['local-lvm']",
            fix: 'Name the datastores that disks are made on.',
          }),
        ]
      : []),
  ];
}
