import { existsSync, readFileSync } from 'node:fs';

/** What the CDKTF command line reads of a project as well. */
export interface ProjectFile {
  /** The command that runs the app; none where the file or the entry is missing. */
  readonly app?: string;
  /** Folder that the app is synthesized to, where nothing else says another. */
  readonly output: string;
}

/** Reads `cdktf.json` of this folder; `CDKTF_OUTDIR` is heard before it. */
export function projectFile(): ProjectFile {
  const { app, output } = existsSync('cdktf.json')
    ? (JSON.parse(readFileSync('cdktf.json', 'utf8')) as { app?: unknown; output?: unknown })
    : {};
  return {
    ...(typeof app === 'string' && app !== '' ? { app } : {}),
    output: process.env.CDKTF_OUTDIR ?? (typeof output === 'string' ? output : 'cdktf.out'),
  };
}
