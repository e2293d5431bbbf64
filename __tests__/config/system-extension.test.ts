import { OfficialExtension, SystemExtension, extensionName } from '../../lib/config/system-extension';
import { failureOf, told } from '../support/failure';

describe('extensionName', () => {
  test.each<OfficialExtension>([
    'siderolabs/qemu-guest-agent',
    'siderolabs/dvb-m88ds3103',
    'siderolabs/nvidia-container-toolkit-lts',
    'siderolabs/nvidia-open-gpu-kernel-modules-production',
    'siderolabs/nonfree-kmod-nvidia-production',
  ])('takes %s', (name) => {
    expect(extensionName(name)).toBe(name);
  });

  test.each([
    ['siderolabs/qemu-guest-agents', 'siderolabs/qemu-guest-agent'],
    ['siderolabs/iscsi-tool', 'siderolabs/iscsi-tools'],
    ['siderolabs/util-linux', 'siderolabs/util-linux-tools'],
    ['sidero/gvisor', 'siderolabs/gvisor'],
  ])('fails with %s and suggests the nearest, %s', (name, nearest) => {
    expect(failureOf(() => extensionName(name as OfficialExtension))).toContain(
      told(
        'TALOS030',
        `there is no system extension '${name}'; did you mean '${nearest}'?`,
        `'${name}'`,
        'the official extensions with their prefix',
      ),
    );
  });

  test.each(['siderolabs/nvidia-container-toolkit', 'siderolabs/dvb-', 'siderolabs/', ''])(
    "fails with '%s', which no family has",
    (name) => {
      expect(failureOf(() => extensionName(name as OfficialExtension))).toContain(
        `TALOS030 there is no system extension '${name}'`,
      );
    },
  );

  test('takes one that is not listed, when that is said', () => {
    expect(extensionName(SystemExtension.unlisted('acme/agent_2.x'))).toBe('acme/agent_2.x');
  });

  test.each(['/agent', 'acme/', 'Acme/agent', 'acme/two words', 'acme/a/b', 'acme/agent:v1'] as const)(
    'fails with the unlisted %s, which cannot be a name',
    (name) => {
      expect(failureOf(() => extensionName(SystemExtension.unlisted(name)))).toContain(
        told(
          'TALOS030',
          `'${name}' cannot be the name of a system extension`,
          `'${name}'`,
          'vendor and name in lower case',
        ),
      );
    },
  );
});
