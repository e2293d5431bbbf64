import { Construct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { PROXMOX_NAME } from '../../../checks/proxmox-checks';
import { Acl } from '../../../providers/proxmox/acl';
import { VirtualEnvironmentRole } from '../../../providers/proxmox/virtual-environment-role';
import { isKnown } from '../../../terraform/app-validation';

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
      allowed: "a letter, then letters, digits, '.', '-' and '_'",
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

/** What is wrong with the names of the things that rights are given on. */
export function thingNameFindings({
  proxmoxNodes,
  datastores,
  imageDatastores,
  pciMappings,
  sdnZones,
  proxmoxPool,
}: {
  readonly proxmoxNodes: readonly string[];
  readonly datastores: readonly string[];
  readonly imageDatastores?: readonly string[];
  readonly pciMappings?: readonly string[];
  readonly sdnZones?: readonly string[];
  readonly proxmoxPool?: string;
}): Finding[] {
  const named = { proxmoxNodes, datastores, imageDatastores, pciMappings, sdnZones, proxmoxPool };
  return Object.entries(named).flatMap(([prop, names]) =>
    [names ?? []]
      .flat()
      // Pools may be in pools.
      .filter((name) => isKnown(name) && !/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(name))
      .map((name) =>
        PROXMOX_NAME.finding({
          wrong: `nothing of Proxmox in ${quote(prop)} is called so`,
          given: quote(name),
          allowed: "letters, digits, '.', '-' and '_'",
        }),
      ),
  );
}
