import { ProtobufMessage, encodeTexts, encodeTrue } from '../../lib/gate/protobuf';
import { isOpenedByOperator, settingsFrom } from '../../lib/gate/settings';
import { membersOf, servicesOf, statusOf } from '../../lib/gate/talos-api';
import { answerOf, framed, talosApiUrl } from '../../lib/gate/talos-connection';

/** A field with bytes in it: a text, or a message of its own. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

describe('a protobuf message', () => {
  test('is read field by field, with what is not asked for skipped', () => {
    const bytes = Buffer.from([0x08, 0x96, 0x01, 0x15, 1, 2, 3, 4, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, ...field(4, 'kept')]);
    const message = ProtobufMessage.decode(bytes);
    expect(message.number(1)).toBe(150n);
    expect(message.text(4)).toBe('kept');
    expect(message.text(5)).toBe('');
    expect(message.number(6)).toBe(0n);
  });

  test('holds numbers of 64 bits', () => {
    expect(ProtobufMessage.decode(Buffer.from([0x10, ...Array<number>(9).fill(0xff), 0x01])).number(2)).toBe(
      2n ** 64n - 1n,
    );
  });

  test.each([
    ['is cut off', Buffer.from([0x0a, 5, 1])],
    ['has a number without an end', Buffer.alloc(12, 0xff)],
    ['has fields of a kind that protobuf has not', Buffer.from([0x0b])],
  ])('that %s is refused', (_, bytes) => {
    expect(() => ProtobufMessage.decode(bytes)).toThrow('the answer is no protobuf message');
  });

  test('is written as it is read', () => {
    const long = 'x'.repeat(300);
    const message = ProtobufMessage.decode(encodeTexts({ 1: 'runtime', 3: long }));
    expect([message.text(1), message.text(3)]).toEqual(['runtime', long]);
    expect(encodeTrue(1)).toEqual(Buffer.from([8, 1]));
  });
});

describe('an answer of the Talos API', () => {
  test('about services is read', () => {
    const health = field(4, Buffer.concat([Buffer.from([0x10, 1]), field(3, 'fine')]));
    const etcd = field(2, Buffer.concat([field(1, 'etcd'), field(2, 'Running'), health]));
    const kubelet = field(2, Buffer.concat([field(1, 'kubelet'), field(2, 'Waiting'), field(4, Buffer.from([8, 1]))]));
    expect(servicesOf(field(1, Buffer.concat([field(1, ''), etcd, kubelet])))).toEqual([
      { id: 'etcd', state: 'Running', isHealthy: true, healthIsUnknown: false, message: 'fine' },
      { id: 'kubelet', state: 'Waiting', isHealthy: false, healthIsUnknown: true, message: '' },
    ]);
  });

  test('about the machine is read, and a stage that is not known is told by its number', () => {
    const answer = (spec: Buffer): Buffer => field(1, field(2, field(1, spec)));
    const unmet = field(2, Buffer.concat([field(1, 'time'), field(2, 'not synced')]));
    expect(statusOf(answer(Buffer.concat([Buffer.from([8, 1]), field(2, unmet)])))).toEqual({
      stage: 'booting',
      isReady: false,
      unmet: ['time: not synced'],
    });
    expect(statusOf(answer(Buffer.concat([Buffer.from([8, 4]), field(2, Buffer.from([8, 1]))])))).toEqual({
      stage: 'running',
      isReady: true,
      unmet: [],
    });
    expect(statusOf(answer(Buffer.from([8, 77]))).stage).toBe('stage 77');
  });

  test('about the members of etcd is read', () => {
    const member = Buffer.concat([
      Buffer.from([0x10, 0xff, 0x01]),
      field(3, 'cp-1'),
      field(4, 'https://10.0.0.1:2380'),
      Buffer.from([0x30, 1]),
    ]);
    expect(membersOf(field(1, field(3, member)))).toEqual([
      { id: 'ff', hostname: 'cp-1', peerUrls: ['https://10.0.0.1:2380'], isLearner: true },
    ]);
  });

  test('is unwrapped when its status is success, and is an error otherwise', () => {
    const body = framed(Buffer.from('abc'));
    expect(answerOf({ 'grpc-status': '0' }, body).toString()).toBe('abc');
    expect(() => answerOf({ 'grpc-status': '12', 'grpc-message': 'unknown%20method' }, body)).toThrow('unknown method');
    expect(() => answerOf({ ':status': 502 }, body)).toThrow('the answer was cut off (HTTP 502)');
    expect(() => answerOf({ 'grpc-status': '0' }, body.subarray(0, 6))).toThrow('the answer holds no message');
  });
});

test.each([
  ['10.0.0.1', 'https://10.0.0.1:50000'],
  ['talos.example.org:443', 'https://talos.example.org:443'],
  ['fd00::1', 'https://[fd00::1]:50000'],
  ['[fd00::1]:50001', 'https://[fd00::1]:50001'],
  ['[fd00::1]', 'https://[fd00::1]:50000'],
])('the endpoint %s is dialled as %s', (endpoint, url) => {
  expect(talosApiUrl(endpoint)).toBe(url);
});

describe('the settings', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const environment: Record<string, string> = {
    TALOS_GATE_NAME: 'cp-1',
    TALOS_GATE_NODE: '10.0.0.1',
    TALOS_GATE_ENDPOINT: '203.0.113.1',
    TALOS_GATE_ROLE: 'controlplane',
    TALOS_GATE_CONTROL_PLANES: '[{"name":"cp-1","node":"10.0.0.1","endpoint":"203.0.113.1"}]',
    TALOS_GATE_BORN: '2026-01-01T00:00:00Z',
    TALOS_GATE_CLUSTER_BORN: '2025-01-01T00:00:00Z',
    TALOS_GATE_RUN: '2026-01-01T00:00:00Z',
    TALOS_GATE_SETTLE_SECONDS: '10',
    TALOS_GATE_PATIENCE_SECONDS: '600',
    TALOS_GATE_CA: base64('ca'),
    TALOS_GATE_CERTIFICATE: base64('certificate'),
    TALOS_GATE_KEY: base64('-----BEGIN ED25519 PRIVATE KEY-----\nx\n-----END ED25519 PRIVATE KEY-----\n'),
  };

  test('are read from the environment, with the key under the label that OpenSSL knows', () => {
    expect(settingsFrom(environment)).toEqual({
      machine: { name: 'cp-1', node: '10.0.0.1', endpoint: '203.0.113.1' },
      isControlPlane: true,
      controlPlanes: [{ name: 'cp-1', node: '10.0.0.1', endpoint: '203.0.113.1' }],
      machineIsNew: true,
      clusterIsNew: false,
      settleMs: 10_000,
      patienceMs: 600_000,
      credentials: {
        ca: 'ca',
        certificate: 'certificate',
        key: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n',
      },
    });
  });

  test('that are missing or no time are told by their names', () => {
    expect(() => settingsFrom({ ...environment, TALOS_GATE_NODE: '' })).toThrow('TALOS_GATE_NODE is not set');
    expect(() => settingsFrom({ ...environment, TALOS_GATE_SETTLE_SECONDS: 'soon' })).toThrow(
      "TALOS_GATE_SETTLE_SECONDS is 'soon', and no time",
    );
  });

  test('an operator opens all gates of an apply with one word, and no other', () => {
    expect(isOpenedByOperator({})).toBe(false);
    expect(isOpenedByOperator({ TALOS_GATES: 'open-without-looking' })).toBe(true);
    expect(() => isOpenedByOperator({ TALOS_GATES: 'off' })).toThrow(
      "TALOS_GATES is 'off'; allowed: 'open-without-looking'",
    );
  });
});
