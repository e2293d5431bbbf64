import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A public key as a cluster tells it; the numbers mean nothing. */
export const PUBLIC_KEY = { use: 'sig', kty: 'RSA', kid: 'key-1', alg: 'RS256', n: 'q83v', e: 'AQAB' };

/** A folder with files of public keys, for the time of a test file. */
export class KeysFolder {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-keys-'));

  /** A file that is not there. */
  get missing(): string {
    return join(this.folder, 'missing.json');
  }

  /** Writes a file. */
  write(name: string, content: unknown): string {
    const path = join(this.folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
