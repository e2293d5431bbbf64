/** The fields of one protobuf message by their numbers, in the order in which they came. */
export class ProtobufMessage {
  /** Reads a message; what a later version of it adds is kept and asked for by nobody. */
  static decode(bytes: Uint8Array): ProtobufMessage {
    const message = new ProtobufMessage();
    const reader = new Reader(bytes);
    while (!reader.atEnd) {
      const key = reader.varint();
      message.add(Number(key >> 3n), reader.value(Number(key & 7n)));
    }
    return message;
  }

  private readonly fields = new Map<number, (bigint | Uint8Array)[]>();

  /** The messages of a repeated field. */
  messages(field: number): ProtobufMessage[] {
    return this.bytes(field).map((bytes) => ProtobufMessage.decode(bytes));
  }

  /** A message that stands once; an empty one where it is absent, as protobuf has it. */
  message(field: number): ProtobufMessage {
    return this.messages(field).at(-1) ?? new ProtobufMessage();
  }

  /** The texts of a repeated field. */
  texts(field: number): string[] {
    return this.bytes(field).map((bytes) => Buffer.from(bytes).toString('utf8'));
  }

  /** A text that stands once; empty where it is absent. */
  text(field: number): string {
    return this.texts(field).at(-1) ?? '';
  }

  /** A number, an enumeration's value or a truth value; 0 where it is absent. */
  number(field: number): bigint {
    return (this.fields.get(field) ?? []).filter((value) => typeof value === 'bigint').at(-1) ?? 0n;
  }

  private bytes(field: number): Uint8Array[] {
    return (this.fields.get(field) ?? []).filter((value) => typeof value !== 'bigint');
  }

  private add(field: number, value: bigint | Uint8Array): void {
    const known = this.fields.get(field);
    if (known === undefined) this.fields.set(field, [value]);
    else known.push(value);
  }
}

/** A message of text fields, by their numbers. */
export function encodeTexts(texts: Readonly<Record<number, string>>): Buffer {
  const parts = Object.entries(texts).map(([field, text]) => {
    const bytes = Buffer.from(text, 'utf8');
    return Buffer.concat([encodeVarint((Number(field) << 3) | 2), encodeVarint(bytes.length), bytes]);
  });
  return Buffer.concat(parts);
}

/** A message with one truth value that is true. */
export function encodeTrue(field: number): Buffer {
  return Buffer.concat([encodeVarint(field << 3), encodeVarint(1)]);
}

function encodeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new Error('the answer is no protobuf message: a number has no end');
  }

  value(wireType: number): bigint | Uint8Array {
    if (wireType === 0) return this.varint();
    if (wireType === 1) return this.take(8);
    if (wireType === 2) return this.take(Number(this.varint()));
    if (wireType === 5) return this.take(4);
    throw new Error(`the answer is no protobuf message: wire type ${String(wireType)}`);
  }

  private take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw new Error('the answer is no protobuf message: it is cut off');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}
