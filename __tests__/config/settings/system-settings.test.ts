import { SettingFacts, given, mergedOptions } from '../../../lib/config/settings/setting';
import { SYSTEM_SETTINGS, SystemSettings } from '../../../lib/config/settings/system-settings';
import { MachineFile } from '../../../lib/config/settings/system/machine-file';
import { VersionContract } from '../../../lib/config/version-contract';
import { told } from '../../support/failure';
import { MACHINES, findingsOf, reportOf } from '../../support/settings/facts';
import { FULL_SYSTEM_SETTINGS } from '../../support/settings/storage-and-system';

const REFERENCE = '${TfToken[TOKEN.0]}';

function documents(settings: SystemSettings, facts: Partial<SettingFacts> = {}): unknown[] {
  return given(SYSTEM_SETTINGS, settings).flatMap(({ setting, value }) =>
    setting.patches(value, { ...MACHINES, ...facts }).map((patch) => patch.content),
  );
}

function report(settings: SystemSettings, systemExtensions: readonly string[] | undefined = []): string[] {
  return reportOf(
    findingsOf(SYSTEM_SETTINGS, settings, { ...MACHINES, image: { ...MACHINES.image, systemExtensions } }),
  );
}

function saying(code: string, wrong: string, what: string, allowed: string): unknown[] {
  return [expect.stringContaining(told(code, wrong, what, allowed))];
}

describe('settings of the operating system', () => {
  test('of the kernel are fields of the machine', () => {
    expect(
      documents({
        sysctls: { 'vm.swappiness': '1' },
        sysfs: { 'kernel.mm.ksm.run': '1' },
        kernelModules: { br_netfilter: [], drbd: ['usermode_helper=disabled'] },
        udevRules: ['A'],
      }),
    ).toEqual([
      { machine: { sysctls: { 'vm.swappiness': '1' } } },
      { machine: { sysfs: { 'kernel.mm.ksm.run': '1' } } },
      {
        machine: {
          kernel: { modules: [{ name: 'br_netfilter' }, { name: 'drbd', parameters: ['usermode_helper=disabled'] }] },
        },
      },
      { machine: { udev: { rules: ['A'] } } },
    ]);
  });

  test('have the environment as a field in contract 1.12 and as a document from 1.13 on', () => {
    const settings = { environment: { HTTPS_PROXY: 'http://proxy' } };
    expect(documents(settings, { contract: VersionContract.V1_12 })).toEqual([
      { machine: { env: { HTTPS_PROXY: 'http://proxy' } } },
    ]);
    expect(documents(settings)).toEqual([
      { apiVersion: 'v1alpha1', kind: 'EnvironmentConfig', variables: { HTTPS_PROXY: 'http://proxy' } },
    ]);
  });

  test('have files by their paths, readable by everybody unless told otherwise', () => {
    const files = { '/var/a': MachineFile.create('a'), '/etc/b': MachineFile.append('b', { permissions: 0o600 }) };
    expect(documents({ files })).toEqual([
      {
        machine: {
          files: [
            { path: '/var/a', op: 'create', permissions: 0o644, content: 'a' },
            { path: '/etc/b', op: 'append', permissions: 0o600, content: 'b' },
          ],
        },
      },
    ]);
  });

  test('of services, timers and logs are documents and fields as Talos has them', () => {
    expect(
      documents({
        extensionServices: { tailscale: { configFiles: { '/etc/a': 'a' }, environment: { TS_ROUTES: 'b' } } },
        watchdog: {},
        oomHandler: { cgroupRankingExpression: '1.0', sampleIntervalMilliseconds: 250 },
        logDestinations: [{ url: 'tcp://logs:6050', extraTags: { a: 'b' } }, { url: 'udp://logs:6051' }],
        kernelLogDestinations: { central: 'udp://logs:6052' },
        eventSink: '10.0.0.5:3247',
      }),
    ).toEqual([
      {
        apiVersion: 'v1alpha1',
        kind: 'ExtensionServiceConfig',
        name: 'tailscale',
        configFiles: [{ content: 'a', mountPath: '/etc/a' }],
        environment: ['TS_ROUTES=b'],
      },
      { apiVersion: 'v1alpha1', kind: 'WatchdogTimerConfig', device: '/dev/watchdog0', timeout: '60s' },
      { apiVersion: 'v1alpha1', kind: 'OOMConfig', cgroupRankingExpression: '1.0', sampleInterval: '250ms' },
      {
        machine: {
          logging: {
            destinations: [
              { endpoint: 'tcp://logs:6050', format: 'json_lines', extraTags: { a: 'b' } },
              { endpoint: 'udp://logs:6051', format: 'json_lines' },
            ],
          },
        },
      },
      { apiVersion: 'v1alpha1', kind: 'KmsgLogConfig', name: 'central', url: 'udp://logs:6052' },
      { apiVersion: 'v1alpha1', kind: 'EventSinkConfig', endpoint: '10.0.0.5:3247' },
    ]);
  });

  test('give access to the Talos API on control planes; a worker carries nothing of it', () => {
    const settings: SystemSettings = {
      kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: ['kube-system'] },
    };
    expect(documents(settings, { machineType: 'controlplane' })).toEqual([
      {
        machine: {
          features: {
            kubernetesTalosAPIAccess: {
              enabled: true,
              allowedRoles: ['os:reader'],
              allowedKubernetesNamespaces: ['kube-system'],
            },
          },
        },
      },
    ]);
    expect(documents(settings)).toEqual([]);
  });

  test('of a pool add to those of the cluster, key by key; lists are replaced', () => {
    expect(
      mergedOptions<SystemSettings>(SYSTEM_SETTINGS, [
        { kernelModules: { a: [] }, watchdog: { device: '/dev/watchdog1' }, udevRules: ['wide'] },
        { kernelModules: { b: [] }, watchdog: { timeoutSeconds: 30 }, udevRules: ['narrow'] },
      ]),
    ).toEqual({
      kernelModules: { a: [], b: [] },
      watchdog: { device: '/dev/watchdog1', timeoutSeconds: 30 },
      udevRules: ['narrow'],
    });
  });
});

describe('what is wrong with settings of the operating system', () => {
  test('is nothing for all of them at once, with the extensions that they need or with unknown ones', () => {
    expect(report(FULL_SYSTEM_SETTINGS, ['siderolabs/drbd', 'siderolabs/tailscale'])).toEqual([]);
    expect(
      reportOf(
        findingsOf(SYSTEM_SETTINGS, FULL_SYSTEM_SETTINGS, {
          ...MACHINES,
          image: { ...MACHINES.image, systemExtensions: undefined },
        }),
      ),
    ).toEqual([]);
  });

  test('is nothing for references, which nobody looks at', () => {
    expect(
      report({
        sysctls: { [REFERENCE]: REFERENCE },
        kernelModules: { [REFERENCE]: [REFERENCE] },
        environment: { [REFERENCE]: REFERENCE },
        files: { [REFERENCE]: MachineFile.create(REFERENCE) },
        extensionServices: { [REFERENCE]: { configFiles: { [REFERENCE]: REFERENCE } } },
        watchdog: { device: REFERENCE },
        logDestinations: [{ url: REFERENCE }],
        kernelLogDestinations: { a: REFERENCE },
        eventSink: REFERENCE,
        kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: [REFERENCE] },
      }),
    ).toEqual([]);
  });

  test.each([
    'somaxconn',
    '/proc/sys/net.core.somaxconn',
    'proc.sys.net.core.somaxconn',
    'net.core somaxconn',
    'a.b=1',
  ])("is the sysctl '%s', which is none", (name) => {
    expect(report({ sysctls: { [name]: '1' } })).toEqual(
      saying('TALOS309', 'this is not the name of a kernel parameter below /proc/sys', `'${name}'`, 'names with dots'),
    );
  });

  test('is a parameter below /sys with its root, and one without a value', () => {
    expect(report({ sysfs: { 'sys.kernel.mm.ksm.run': '1' } })).toEqual(
      saying(
        'TALOS309',
        'this is not the name of a kernel parameter below /sys',
        "'sys.kernel.mm.ksm.run'",
        'names with',
      ),
    );
    expect(report({ sysfs: { 'kernel.mm.ksm.run': '' } })).toEqual(
      saying(
        'TALOS309',
        "the kernel parameter 'kernel.mm.ksm.run' has a value that cannot be set",
        "''",
        'one line of text',
      ),
    );
  });

  test('is nothing for the names that sysctl takes', () => {
    const sysctls = {
      'net.ipv4.conf.eth0/100.forwarding': '1',
      'net/ipv4/ip_forward': '1',
      'kernel.core_pattern': '|a',
    };
    expect(report({ sysctls })).toEqual([]);
  });

  test('is a module by its path, and a parameter that is none', () => {
    expect(report({ kernelModules: { 'net/br.ko': [] } })).toEqual(
      saying('TALOS309', 'this is not the name of a kernel module', "'net/br.ko'", 'letters, digits'),
    );
    expect(report({ kernelModules: { br_netfilter: ['a = b'] } })).toEqual(
      saying(
        'TALOS309',
        "the kernel module 'br_netfilter' cannot have this parameter",
        "'a = b'",
        'a name and a value',
      ),
    );
  });

  test.each([
    ['drbd', 'siderolabs/drbd'],
    ['drbd-transport-tcp', 'siderolabs/drbd'],
    ['zfs', 'siderolabs/zfs'],
    ['nvidia_uvm', 'siderolabs/nvidia-open-gpu-kernel-modules-lts'],
    ['apex', 'siderolabs/gasket-driver'],
  ])('is the module %s without the extension %s', (module, extension) => {
    expect(report({ kernelModules: { [module]: [] } }, ['siderolabs/gvisor'])).toEqual(
      saying(
        'TALOS310',
        `the kernel module '${module}' comes from a system extension that the image lacks`,
        "an image with 'siderolabs/gvisor'",
        `an image with '${extension}'`,
      ),
    );
    expect(report({ kernelModules: { [module]: [] } }, [extension])).toEqual([]);
  });

  test('is nothing for a module of an extension under another name', () => {
    expect(report({ kernelModules: { nvidia: [] } }, ['siderolabs/nonfree-kmod-nvidia-production'])).toEqual([]);
    expect(report({ kernelModules: { zfs: [] } }, ['acme/zfs'])).toEqual([]);
    expect(report({ kernelModules: { constructor: [] } })).toEqual([]);
  });

  test('is the service of an extension that the image lacks', () => {
    expect(report({ extensionServices: { iscsid: { environment: { A: 'b' } } } })).toEqual(
      saying(
        'TALOS310',
        "the extension service 'iscsid' comes from a system extension that the image lacks",
        'an image with no extension',
        "an image with 'siderolabs/iscsi-tools'",
      ),
    );
  });

  test('is an extension service without anything, with an empty file, or with a variable that is none', () => {
    expect(report({ extensionServices: { mine: {} } })).toEqual(
      saying(
        'TALOS315',
        "nothing is configured for the extension service 'mine'",
        'neither configFiles nor environment',
        'a file or a variable',
      ),
    );
    expect(report({ extensionServices: { mine: { configFiles: { '/etc/a': '' } } } })).toEqual(
      saying(
        'TALOS315',
        "the extension service 'mine' cannot have this file",
        "'/etc/a' with 0 characters",
        'a path from the root',
      ),
    );
    expect(report({ extensionServices: { mine: { environment: { 'a-b': 'c' } } } })).toEqual(
      saying('TALOS309', 'this is not the name of an environment variable', "'a-b'", "letters, digits and '_'"),
    );
  });

  test.each(['/data/a', '/etc/motd', '/variable/a'])("is the new file '%s', outside of /var", (path) => {
    expect(report({ files: { [path]: MachineFile.create('a') } })).toEqual(
      saying('TALOS313', 'Talos makes no new file there', `create '${path}'`, 'a path below /var'),
    );
    expect(report({ files: { [path]: MachineFile.overwrite('a') } })).toEqual([]);
  });

  test.each(['var/a', '/var/', '/var/../etc/a'])("is the file '%s', which has no such path", (path) => {
    expect(report({ files: { [path]: MachineFile.create('a') } })).toEqual(
      saying('TALOS313', 'this is not the path of a file', `create '${path}'`, 'a path from the root'),
    );
  });

  test('is a permission that was meant as an octal number', () => {
    expect(report({ files: { '/var/a': MachineFile.create('a', { permissions: 644 }) } })).toEqual(
      saying(
        'TALOS313',
        "these are no permissions for '/var/a'",
        'permissions: 644',
        'an octal number from 0o000 to 0o777',
      ),
    );
  });

  test.each([
    [440, '0o440', '0o670'],
    [444, '0o444', '0o674'],
  ])('is the permission %d, which means %s and is %s', (permissions, octal, read) => {
    expect(report({ files: { '/var/a': MachineFile.create('a', { permissions }) } })).toEqual(
      saying(
        'TALOS313',
        `these are hardly the permissions that are meant for '/var/a': as a decimal number it is ${read}`,
        `permissions: ${String(permissions)}`,
        `an octal number from 0o000 to 0o777, such as ${octal}\n  do:      Write ${octal}.`,
      ),
    );
    // 420 is how Kubernetes itself writes 0o644.
    for (const right of [Number(octal), 420, 0o620, 0o764]) {
      expect(report({ files: { '/var/a': MachineFile.create('a', { permissions: right }) } })).toEqual([]);
    }
  });

  test.each([
    'logs:6050',
    'http://logs:6050',
    'tcp://logs',
    'tcp://logs:6050/path',
    'tcp://',
    'tcp://logs:99999',
    'udp://logs:0',
  ])("is the log server '%s'", (url) => {
    const said = ['TALOS311', 'Talos does not send logs to this address', `'${url}'`, 'tcp:// or udp://'] as const;
    expect(report({ logDestinations: [{ url }] })).toEqual(saying(...said));
    expect(report({ kernelLogDestinations: { a: url } })).toEqual(saying(...said));
  });

  test('is nothing for a log server with an IPv6 address', () => {
    expect(report({ logDestinations: [{ url: 'udp://[fd00::1]:6050/' }], eventSink: '[fd00::1]:3247' })).toEqual([]);
  });

  test.each(['events', 'tcp://events:3247', 'events:', 'events:65536'])("is the event sink '%s'", (eventSink) => {
    expect(report({ eventSink })).toEqual(
      saying(
        'TALOS311',
        'Talos does not send events to this address',
        `'${eventSink}'`,
        'host and port without a scheme',
      ),
    );
  });

  test('is a watchdog that is no device, or resets the machine before it can answer', () => {
    expect(report({ watchdog: { device: 'watchdog0' } })).toEqual(
      saying('TALOS312', 'this is not the path of a watchdog timer', 'device: watchdog0', 'a path below /dev'),
    );
    expect(report({ watchdog: { timeoutSeconds: 9 } })).toEqual(
      saying(
        'TALOS312',
        'Talos does not take this timeout for a watchdog timer',
        'timeoutSeconds: 9',
        'a whole number of seconds',
      ),
    );
    expect(report({ watchdog: { timeoutSeconds: 10 } })).toEqual([]);
  });

  test('is a trigger that Talos would ignore, and an interval without length', () => {
    expect(report({ oomHandler: { triggerExpression: 'true' } })).toEqual(
      saying(
        'TALOS316',
        'Talos ignores a trigger that stands without a ranking',
        'triggerExpression without cgroupRankingExpression',
        'both of them',
      ),
    );
    expect(report({ oomHandler: { sampleIntervalMilliseconds: 0 } })).toEqual(
      saying(
        'TALOS316',
        'memory cannot be looked at in this interval',
        'sampleIntervalMilliseconds: 0',
        'a whole number',
      ),
    );
  });

  test('is access for a namespace that cannot exist', () => {
    expect(
      report({ kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: ['Kube'] } }),
    ).toEqual(saying('TALOS314', 'this is not the name of a namespace', "'Kube'", 'lower-case letters'));
  });

  test('is access for a role that there is not, and for nobody', () => {
    const access = (allowedRoles: string[], allowedKubernetesNamespaces: string[]): SystemSettings =>
      ({ kubernetesTalosApiAccess: { allowedRoles, allowedKubernetesNamespaces } }) as unknown as SystemSettings;
    expect(report(access(['os:reader', 'os:root'], ['a']))).toEqual(
      saying(
        'TALOS443',
        'this is not a role that pods can have in the Talos API',
        "'os:root' in allowedRoles",
        "'os:admin', 'os:operator', 'os:reader', 'os:etcd:backup'",
      ),
    );
    expect(report(access(['os:root'], ['a']))[0]).toContain('do:      Write the role as Talos names it');
    expect(report(access([], ['a']))).toEqual(
      saying(
        'TALOS443',
        'access to the Talos API without a role lets nobody do anything',
        'allowedRoles: []',
        "at least one of 'os:admin'",
      ),
    );
    expect(report(access(['os:reader'], []))).toEqual(
      saying(
        'TALOS443',
        'access to the Talos API in no namespace is access for nobody',
        'allowedKubernetesNamespaces: []',
        'at least one namespace',
      ),
    );
    expect(report(access([REFERENCE, 'os:admin', 'os:operator', 'os:etcd:backup'], ['kube-system']))).toEqual([]);
  });

  test.each(['sysctls', 'sysfs'])('is a number among %s, where a text is meant', (option) => {
    const settings = { [option]: { 'vm.swappiness': 1 } } as unknown as SystemSettings;
    expect(report(settings)).toEqual(
      saying(
        'TALOS309',
        "the kernel parameter 'vm.swappiness' has a value that cannot be set",
        '1, which is no text',
        'one line of text that is not empty',
      ),
    );
    expect(report(settings)[0]).toContain("Write the value as a text: '1'.");
  });
});
