import { mergedSettings } from '../../../lib/config/settings/machine-settings';

describe('settings from wide to narrow', () => {
  test('the narrower value wins, and maps are added up key by key', () => {
    expect(
      mergedSettings(
        { timeServers: ['wide.example.org'], sysctls: { a: '1', b: '1' } },
        undefined,
        { sysctls: { b: '2' } },
        { timeServers: ['narrow.example.org'] },
      ),
    ).toEqual({ timeServers: ['narrow.example.org'], sysctls: { a: '1', b: '2' } });
  });

  test('an option that nobody sets stays unset', () => {
    expect(mergedSettings(undefined, {}, { timeServers: undefined })).toEqual({});
  });
});
