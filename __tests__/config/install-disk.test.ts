import { InstallDisk } from '../../lib/config/install-disk';
import { failureOf, told } from '../support/failure';

describe('InstallDisk', () => {
  test.each([
    ...['/dev/sda', '/dev/nvme0n1', '/dev/disk/by-path/pci-0000:00:17.0-ata-1'],
    ...['/dev/disk/by-id/usb-Kingston_DT+3.0_60A4-0:0', '/dev/disk/by-label/my\\x20disk'],
  ])('takes the path %s', (path) => {
    expect(InstallDisk.path(path).config).toEqual({ disk: path });
  });

  test('criteria become the disk selector, and no path stands beside them', () => {
    const disk = InstallDisk.matching({ size: '>= 100GB', type: 'nvme' });
    expect(disk.config).toEqual({ diskSelector: { size: '>= 100GB', type: 'nvme' } });
  });

  test.each([
    ...['', 'sda', '/dev', '/dev/', '/sys/block/sda', '/dev/sd a', ' /dev/sda'],
    ...['/dev/../etc', '/dev/disk/../sda', '/dev/./sda', '/dev//sda', '/dev/disk/'],
  ])("fails with '%s', which is no path of a disk", (path) => {
    expect(failureOf(() => InstallDisk.path(path))).toContain(
      told('TALOS012', 'this is not the path of a disk', `'${path}'`, 'a path below /dev'),
    );
  });

  test.each(['>= 100GB', '<2TB', '== 4 GB', '500GiB', '${TfToken[TOKEN.1]}'])('takes the size %s', (size) => {
    expect(InstallDisk.matching({ size }).config).toEqual({ diskSelector: { size } });
  });

  test("fails with a size that is no comparison, such as 'large'", () => {
    expect(failureOf(() => InstallDisk.matching({ size: 'large' }))).toContain(
      told(
        'TALOS012',
        'this is no comparison with the size of a disk',
        "'large'",
        "'<', '<=', '==', '>=' or '>' and a size",
      ),
    );
  });

  test('fails without a criterion, which any disk would fit', () => {
    expect(failureOf(() => InstallDisk.matching({ size: undefined }))).toContain(
      told('TALOS012', 'this selects no disk in particular', 'no criterion', 'a criterion at least'),
    );
  });
});
