import { ClientHttp2Session, IncomingHttpHeaders, IncomingHttpStatusHeader, connect } from 'node:http2';
import { Credentials } from './settings';

/** Port of the Talos API where the endpoint names none. */
const TALOS_API_PORT = 50000;

/** A gRPC answer other than success. */
export class GrpcError extends Error {
  constructor(
    /** gRPC's status code. */
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'GrpcError';
  }
}

/** One connection to a Talos API: gRPC over HTTP/2 with certificates on both sides. */
export class TalosConnection {
  /** Begins to connect; what goes wrong with it is told by the first call. */
  static open(endpoint: string, credentials: Credentials): TalosConnection {
    const session = connect(talosApiUrl(endpoint), {
      ca: credentials.ca,
      cert: credentials.certificate,
      key: credentials.key,
      minVersion: 'TLSv1.3',
    });
    return new TalosConnection(session);
  }

  private failure: Error | undefined;

  private constructor(private readonly session: ClientHttp2Session) {
    // Each call hears of it too; without a listener of its own the error would end the program.
    session.on('error', (error: Error) => {
      this.failure = error;
    });
  }

  /**
   * Calls a method and gives the first message of its answer.
   * @param node which machine the call is for; the endpoint forwards it, as for `talosctl --nodes`
   */
  call(method: string, request: Buffer, node: string, timeoutMs: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(this.failure ?? error);
      };
      if (this.session.destroyed) {
        fail(new Error('the connection was closed'));
        return;
      }
      const stream = this.session.request({
        ':method': 'POST',
        ':path': `/${method}`,
        'content-type': 'application/grpc',
        'grpc-timeout': `${String(timeoutMs)}m`,
        te: 'trailers',
        node,
      });
      const chunks: Buffer[] = [];
      let status: IncomingHttpHeaders & IncomingHttpStatusHeader = {};
      const timer = setTimeout(() => {
        this.session.destroy();
        fail(new Error(`no answer within ${String(timeoutMs / 1000)} s`));
      }, timeoutMs);
      stream.on('response', (headers: IncomingHttpHeaders) => (status = { ...status, ...headers }));
      stream.on('trailers', (trailers: IncomingHttpHeaders) => (status = { ...status, ...trailers }));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', fail);
      stream.on('close', () => {
        clearTimeout(timer);
        try {
          resolve(answerOf(status, Buffer.concat(chunks)));
        } catch (error) {
          fail(error as Error);
        }
      });
      stream.end(framed(request));
    });
  }

  /** Ends the connection, and calls that are under way with it. */
  close(): void {
    this.session.destroy();
  }
}

/** The URL of a Talos API, from a bare host or a host with a port. */
export function talosApiUrl(endpoint: string): string {
  if (/^\[.*\](:\d+)?$|^[^:]*:\d+$/.test(endpoint)) {
    return /:\d+$/.test(endpoint) ? `https://${endpoint}` : `https://${endpoint}:${String(TALOS_API_PORT)}`;
  }
  return `https://${endpoint.includes(':') ? `[${endpoint}]` : endpoint}:${String(TALOS_API_PORT)}`;
}

/** A gRPC message on the wire: not compressed, its length, itself. */
export function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** The first message of an answer, or its status as an error. */
export function answerOf(
  status: Readonly<Record<string, string | string[] | number | undefined>>,
  body: Buffer,
): Buffer {
  const code = status['grpc-status'];
  if (code === undefined) throw new Error(`the answer was cut off (HTTP ${String(status[':status'] ?? 'no status')})`);
  if (code !== '0') throw new GrpcError(Number(code), decodeURIComponent(String(status['grpc-message'] ?? '')));
  const length = body.length < 5 ? -1 : body.readUInt32BE(1);
  if (length < 0 || body[0] !== 0 || body.length < 5 + length) throw new Error('the answer holds no message');
  return body.subarray(5, 5 + length);
}
