import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Environment variables. Node's `process.env` fits. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What tells where the cache lies; this machine's own values where absent. */
export interface CacheFolderOptions {
  readonly env?: Environment | undefined;
  readonly platform?: string | undefined;
  readonly home?: string | undefined;
}

/**
 * Where models are kept: `MEDICOSAM_CACHE`, else `medicosam` in the user's cache folder as the platform has it
 * (`XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`).
 */
export function cacheFolder({
  env = process.env,
  platform = process.platform,
  home = homedir(),
}: CacheFolderOptions = {}): string {
  if (env['MEDICOSAM_CACHE']) return resolve(env['MEDICOSAM_CACHE']);
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'medicosam', 'cache');
  }
  // Asked for by name, it counts on macOS too.
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'medicosam');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'medicosam');
  return join(home, '.cache', 'medicosam');
}
