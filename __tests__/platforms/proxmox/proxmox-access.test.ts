import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { PRIVILEGES } from '../../../lib/platforms/proxmox/private/privileges';
import { ProxmoxAccess, ProxmoxAccessProps, ProxmoxVersion } from '../../../lib/proxmox';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';

const build =
  (props: Partial<ProxmoxAccessProps> = {}) =>
  (app: App): void => {
    new ProxmoxAccess(new TerraformStack(app, 'access'), 'Access', {
      proxmoxVersion: ProxmoxVersion.of('9.1'),
      proxmoxNodes: ['pve1', 'pve2'],
      datastores: ['local', 'local-lvm'],
      ...props,
    });
  };
const access = (props: Partial<ProxmoxAccessProps> = {}): StackJson | undefined => synthesized(build(props)).access;

function privileges(stack: StackJson | undefined, role: string): string[] {
  const found = block(stack, 'resource', 'proxmox_virtual_environment_role', `Access_${role}`);
  return found.privileges as string[];
}

function grants(stack: StackJson | undefined): string[] {
  return Object.values(stack?.resource?.proxmox_acl ?? {})
    .map((acl) => `${String(acl.path)} ${String(acl.propagate)}`)
    .sort();
}

describe('access to Proxmox', () => {
  test('is a role for each kind of thing, on the very things', () => {
    expect(grants(access())).toEqual([
      '/nodes/pve1 true',
      '/nodes/pve2 true',
      '/sdn/zones/localnetwork true',
      '/storage/local true',
      '/storage/local true',
      '/storage/local-lvm true',
      '/vms true',
    ]);
  });

  test('may remove images, where images are and nowhere else', () => {
    const removing = (stack: StackJson | undefined): unknown[] =>
      Object.entries(stack?.resource?.proxmox_acl ?? {})
        .filter(([name]) => name.includes('_Images_'))
        .map(([, { path }]) => path);
    expect(privileges(access(), 'Images')).toEqual(['Datastore.Allocate']);
    expect(privileges(access(), 'Storage')).not.toContain('Datastore.Allocate');
    expect(removing(access())).toEqual(['/storage/local']);
    const apart = access({ datastores: ['local', 'ceph'], imageDatastores: ['images'] });
    expect(removing(apart)).toEqual(['/storage/images']);
    // Downloads are made there as well.
    expect(grants(apart).filter((path) => path === '/storage/images true')).toHaveLength(2);
  });

  test('is warned of where no datastore is known to hold images', () => {
    const warnings = warningsOf(build({ datastores: ['ceph', 'nfs'] }));
    expect(warnings.join('\n')).toContain(
      "access/Access: TALOS248 the token may remove images from no datastore\n  given:   datastores 'ceph', 'nfs'",
    );
    expect(warningsOf(build({ datastores: ['ceph', 'nfs'], imageDatastores: ['nfs'] }))).toEqual([]);
  });

  test('is given once on what a list names twice, and on what a reference names', () => {
    const reference = Lazy.stringValue({ produce: () => '${var.datastore}' });
    const stack = access({ proxmoxNodes: ['pve1', 'pve1'], datastores: ['local', reference, 'local'] });
    expect(grants(stack)).toEqual([
      '/nodes/pve1 true',
      '/sdn/zones/localnetwork true',
      '/storage/${var.datastore} true',
      '/storage/local true',
      '/storage/local true',
      '/vms true',
    ]);
  });

  test('holds nothing of the whole cluster unless a feature needs it', () => {
    const roles = Object.values(access()?.resource?.proxmox_virtual_environment_role ?? {});
    const all = roles.flatMap((role) => role.privileges as string[]);
    for (const dangerous of ['Sys.Modify', 'Sys.Console', 'Pool.Allocate', 'Mapping.Use']) {
      expect(all).not.toContain(dangerous);
    }
    expect(all.filter((name) => /Permissions\.Modify|User\.Modify|Realm\.|Sys\.PowerMgmt/.test(name))).toEqual([]);
  });

  test('has what a feature needs, on the root without passing it down', () => {
    const stack = access({ features: ['high-availability', 'start-order'], pciMappings: ['gpu'] });
    expect(privileges(stack, 'Cluster')).toEqual(['Sys.Audit', 'Sys.Console', 'Sys.Modify']);
    expect(grants(stack)).toContain('/ false');
    expect(grants(stack)).toContain('/mapping/pci/gpu true');
  });

  test('may make networks and mappings, and attach VMs to them, where that is asked for, and nowhere else', () => {
    const stack = access({ features: ['sdn', 'pci-mapping'] });
    expect(privileges(stack, 'Sdn')).toEqual(['SDN.Allocate', 'SDN.Audit', 'SDN.Use']);
    expect(privileges(stack, 'AllMappings')).toEqual(['Mapping.Modify']);
    expect(grants(stack)).toEqual(expect.arrayContaining(['/sdn true', '/mapping/pci true']));
    expect(grants(access())).not.toContain('/sdn true');
  });

  test('is held to a Proxmox pool where all VMs are in one', () => {
    const stack = access({ proxmoxPool: 'kubernetes', features: ['proxmox-pool'] });
    expect(grants(stack)).toContain('/pool/kubernetes true');
    expect(grants(stack)).not.toContain('/vms true');
    expect(privileges(stack, 'Vms')).toContain('Pool.Audit');
  });

  test('asks the guest agent by the privilege that the release has', () => {
    const features = ['guest-agent'] as const;
    expect(privileges(access({ features }), 'Vms')).toContain('VM.GuestAgent.Audit');
    const old = privileges(access({ features, proxmoxVersion: ProxmoxVersion.of('8.4') }), 'Vms');
    expect(old).toContain('VM.Monitor');
    expect(old).not.toContain('VM.GuestAgent.Audit');
  });

  test('gives the token as a reference', () => {
    const stack = synthesized((app) => {
      const scope = new TerraformStack(app, 'access');
      const { apiToken } = new ProxmoxAccess(scope, 'Access', {
        proxmoxVersion: ProxmoxVersion.of('9.1'),
        proxmoxNodes: ['pve1'],
        datastores: ['local'],
      });
      new TerraformOutput(scope, 'token', { value: apiToken, sensitive: true, staticId: true });
    }).access;
    expect(stack?.output?.token?.value).toMatch(/^\$\{proxmox_user_token\..*\.value\}$/);
  });

  test.each([
    { props: { userId: 'terraform' }, says: ["'userId' is no name for it", "such as 'terraform@pve'"] },
    { props: { tokenName: 'my token' }, says: ["'tokenName' is no name for it", "given:   'my token'"] },
    { props: { rolePrefix: 'a/b' }, says: ["'rolePrefix' is no name for it", "given:   'a/b'"] },
    { props: { rolePrefix: 'PVETalos' }, says: ["'rolePrefix' is no name for it", "without 'PVE' at the beginning"] },
  ])('fails with $props', ({ props, says }) => {
    const report = reportOf(build(props));
    for (const part of ['TALOS222  access/Access', ...says]) expect(report).toContain(part);
  });

  test.each<Partial<ProxmoxAccessProps>>([
    { datastores: ['local lvm'] },
    { datastores: ['local/images'] },
    { proxmoxNodes: ['pve1/x'] },
    { proxmoxNodes: ['pve1.example.org'] },
    { pciMappings: ['g'] },
    { imageDatastores: ['my images'] },
    { proxmoxNodes: ['%{ if }'] },
    { sdnZones: [''] },
    { pciMappings: ['/gpu'] },
    { proxmoxPool: 'a"b' },
  ])('fails with a thing that nothing is called: %j', (props) => {
    expect(reportOf(build(props))).toContain(
      `TALOS222  access/Access\n  nothing of Proxmox in '${Object.keys(props).join()}'`,
    );
  });

  test('says how a name begins and ends', () => {
    expect(reportOf(build({ datastores: ['-x'] }))).toContain(
      "given:   '-x'\n    allowed: two characters or more: a letter, then letters, digits, '.', '-' and '_', a letter or digit at the end",
    );
    expect(reportOf(build({ tokenName: 'x' }))).toContain('allowed: two characters or more: a letter, then letters');
  });

  test.each<Partial<ProxmoxAccessProps>>([
    { sdnZones: ['localnetwork'] },
    { sdnZones: ['localnetwork/vmbr0', 'k8s/k8slan/40'] },
    { proxmoxPool: 'kubernetes/production' },
    { datastores: [], imageDatastores: ['images'] },
  ])('may be given on %j', (props) => {
    expect(() => access(props)).not.toThrow();
  });

  test('fails without a node or a datastore', () => {
    const report = reportOf(build({ proxmoxNodes: [], datastores: [] }));
    expect(report).toContain('TALOS204  access/Access\n  the token would have rights on no Proxmox node');
    expect(report).toContain('TALOS209  access/Access\n  the token would have rights on no datastore');
  });

  test('is told in the documentation, each privilege with the reason', () => {
    const page = readFileSync(join(__dirname, '../../../docs/proxmox.md'), 'utf8');
    const rows = page.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
    const missing = PRIVILEGES.filter(
      ({ privilege, feature, reason }) =>
        !rows.includes(`| \`${privilege}\` | ${feature ?? 'every pool'} | ${reason} |`),
    );
    expect(missing.map(({ privilege, feature }) => `${privilege} ${feature ?? ''}`)).toEqual([]);
  });
});
