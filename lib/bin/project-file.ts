import { existsSync, readFileSync } from 'node:fs';

/** What is wrong with `cdktf.json`. */
export class ProjectFileError extends Error {
  override readonly name = 'ProjectFileError';
}

/** What the CDKTF command line reads of a project as well. */
export interface ProjectFile {
  /** The command that runs the app; none where the file or the entry is missing. */
  readonly app?: string;
  /** Folder that the app is synthesized to, where nothing else says another. */
  readonly output: string;
}

/**
 * Reads `cdktf.json` of this folder; `CDKTF_OUTDIR` is heard before it.
 * @throws ProjectFileError when it is no JSON
 */
export function projectFile(): ProjectFile {
  const { app, output } = existsSync('cdktf.json') ? content() : {};
  return {
    ...(typeof app === 'string' && app !== '' ? { app } : {}),
    output: process.env.CDKTF_OUTDIR ?? (typeof output === 'string' ? output : 'cdktf.out'),
  };
}

function content(): { readonly app?: unknown; readonly output?: unknown } {
  try {
    return JSON.parse(readFileSync('cdktf.json', 'utf8')) as object;
  } catch (error) {
    throw new ProjectFileError(
      `cdktf.json, in this folder, is not JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
}
