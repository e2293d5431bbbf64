import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { ProxmoxAddOnAccess, ProxmoxAddOnAccessProps, ProxmoxAddOnUse } from '../../../../lib/proxmox';
import { StackJson, block, reportOf, synthesized } from '../../../support/synthesis';

const build = (props: ProxmoxAddOnAccessProps) => (app: App) => {
  const stack = new TerraformStack(app, 'production');
  const { token } = new ProxmoxAddOnAccess(stack, 'Access', props);
  new TerraformOutput(stack, 'secret', { value: token.secret, sensitive: true, staticId: true });
  new TerraformOutput(stack, 'id', { value: token.tokenId, staticId: true });
};
const access = (props: ProxmoxAddOnAccessProps): StackJson | undefined => synthesized(build(props)).production;

/** `path: privileges`, and whether they hold below it. */
function grants(stack: StackJson | undefined): string[] {
  return Object.entries(stack?.resource?.proxmox_acl ?? {})
    .map(([name, acl]) => {
      const [, part = ''] = /^Access_([A-Z][a-z]+)_/.exec(name) ?? [];
      const role = block(stack, 'resource', 'proxmox_virtual_environment_role', `Access_${part}_Role`);
      return `${String(acl.path)}${acl.propagate === true ? '' : ' alone'}: ${(role.privileges as string[]).join(' ')}`;
    })
    .sort();
}

test('the controller manager may look at VMs and nodes, and change nothing', () => {
  expect(grants(access({ use: ProxmoxAddOnUse.cloudControllerManager() }))).toEqual([
    '/ alone: Sys.Audit',
    '/nodes: Sys.Audit',
    '/vms: VM.Audit',
  ]);
});

test('the CSI driver may plug disks into the VMs of a pool, make them on its datastores alone, and look at nodes', () => {
  const use = ProxmoxAddOnUse.csi(['ceph', 'local-lvm']);
  expect(grants(access({ use, proxmoxPool: 'kubernetes' }))).toEqual([
    '/ alone: Sys.Audit',
    '/nodes: Sys.Audit',
    '/pool/kubernetes: VM.Audit VM.Config.Disk',
    '/storage/ceph: Datastore.Allocate Datastore.AllocateSpace Datastore.Audit',
    '/storage/local-lvm: Datastore.Allocate Datastore.AllocateSpace Datastore.Audit',
  ]);
});

test('user, roles and token are named by the stack, so that clusters on one Proxmox cluster do not meet', () => {
  const stack = access({ use: ProxmoxAddOnUse.csi(['ceph']) });
  expect(block(stack, 'resource', 'proxmox_virtual_environment_user', 'Access').user_id).toBe('production-csi@pve');
  expect(block(stack, 'resource', 'proxmox_virtual_environment_role', 'Access_Vms').role_id).toBe('production-csi-vms');
  expect(block(stack, 'resource', 'proxmox_user_token', 'Access')).toMatchObject({
    token_name: 'csi',
    privileges_separation: false,
  });
  expect(stack?.output?.id?.value).toBe('production-csi@pve!csi');
});

test('the secret is a reference to what the provider gives after the id', () => {
  const stack = access({ use: ProxmoxAddOnUse.csi(['ceph']) });
  expect(stack?.output?.secret?.value).toMatch(
    /^\$\{reverse\(split\("=", proxmox_user_token\.Access_Token_\w+\.value\)\)\[0\]\}$/,
  );
});

test('fails when the user has no realm', () => {
  const report = reportOf(build({ use: ProxmoxAddOnUse.cloudControllerManager(), userId: 'ccm' }));
  expect(report).toContain("TALOS222  production/Access\n  'userId' is no name for it\n    given:   'ccm'");
});

test.each<[string, ProxmoxAddOnAccessProps, string]>([
  [
    'a datastore of no name',
    { use: ProxmoxAddOnUse.csi(['my disks', '']) },
    "in 'datastores' is called so\n    given:   ''",
  ],
  ['a datastore that cannot be', { use: ProxmoxAddOnUse.csi(['my disks', '']) }, "given:   'my disks'"],
  [
    'a Proxmox pool that cannot be',
    { use: ProxmoxAddOnUse.cloudControllerManager(), proxmoxPool: 'a"b' },
    `TALOS222  production/Access\n  nothing of Proxmox in 'proxmoxPool' is called so\n    given:   'a"b'`,
  ],
  [
    'a Proxmox pool without a name',
    { use: ProxmoxAddOnUse.cloudControllerManager(), proxmoxPool: '' },
    "nothing of Proxmox in 'proxmoxPool' is called so\n    given:   ''",
  ],
  [
    'no datastore',
    { use: ProxmoxAddOnUse.csi([]) },
    'TALOS209  production/Access\n  the token would have rights on no datastore',
  ],
])('fails with %s', (_, props, says) => {
  expect(reportOf(build(props))).toContain(says);
});

describe('two accesses in one stack', () => {
  const two = (props: Partial<ProxmoxAddOnAccessProps>) => (app: App) => {
    const stack = new TerraformStack(app, 'administrator');
    const use = ProxmoxAddOnUse.csi(['ceph']);
    new ProxmoxAddOnAccess(stack, 'Red', { use });
    new ProxmoxAddOnAccess(stack, 'Blue', { use, ...props });
  };

  test('fail when users and roles have the same names', () => {
    expect(reportOf(two({}))).toContain(`TALOS257  administrator/Blue
  another access to Proxmox has the same names
    given:   the user 'administrator-csi@pve' and the roles' beginning 'administrator-csi', also of 'administrator/Red'
    allowed: names of its own for each access in a stack`);
  });

  test('fail when only the roles have the same names', () => {
    const report = reportOf(two({ userId: 'blue@pve' }));
    expect(report).toContain("given:   the roles' beginning 'administrator-csi', also of 'administrator/Red'");
  });

  test('stand beside each other where one has a name', () => {
    const stack = synthesized(two({ name: 'blue-csi' })).administrator;
    expect(block(stack, 'resource', 'proxmox_virtual_environment_user', 'Blue').user_id).toBe('blue-csi@pve');
    expect(block(stack, 'resource', 'proxmox_virtual_environment_role', 'Blue_Vms').role_id).toBe('blue-csi-vms');
  });
});

test('accesses of two stacks, which may be about two Proxmox clusters, may have the same names', () => {
  const build = (app: App): void => {
    for (const id of ['home', 'office']) {
      new ProxmoxAddOnAccess(new TerraformStack(app, id), 'Access', {
        use: ProxmoxAddOnUse.cloudControllerManager(),
        name: 'kubernetes-ccm',
      });
    }
  };
  expect(() => synthesized(build)).not.toThrow();
});

test('fails when a stack called pve would make a role that Proxmox keeps to itself, until a name is given', () => {
  const build = (name?: string) => (app: App) => {
    new ProxmoxAddOnAccess(new TerraformStack(app, 'pve-home'), 'Access', {
      use: ProxmoxAddOnUse.cloudControllerManager(),
      ...(name === undefined ? {} : { name }),
    });
  };
  expect(reportOf(build())).toContain(`TALOS222  pve-home/Access
  'name' is no name for it
    given:   'pve-home-ccm'
    allowed: letters, digits, '.', '-' and '_', without 'PVE' at the beginning`);
  expect(() => synthesized(build('home-ccm'))).not.toThrow();
});
