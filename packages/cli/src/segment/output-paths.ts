import { stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { UsageError } from '../usage-error.js';
import type { InputFile } from './input-files.js';
import { LABEL_ENDINGS } from './label-file.js';

/** An input, and what tells it from others of the same name. */
export interface OutputOf extends InputFile {
  /** `.k40` */
  readonly part?: string | undefined;
}

/** Where the results of one image go; nowhere where absent. */
export interface OutputPaths {
  readonly maskPath?: string | undefined;
  readonly overlayPath?: string | undefined;
}

/**
 * Of a single image, `--out` and `--overlay` name files, unless they are folders that exist or end in a slash.
 * Otherwise they are folders, in which each image has `<name>.mask.png` and `<name>.overlay.png`.
 */
export async function outputPaths(
  files: readonly OutputOf[],
  options: { readonly out?: string | undefined; readonly overlay?: string | undefined },
  isSingle: boolean,
): Promise<OutputPaths[]> {
  if (
    options.out !== undefined &&
    options.out === options.overlay &&
    !(await isFolder(options.out, isSingle))
  ) {
    throw new UsageError('--out and --overlay name the same file.', 'Give them different names.');
  }
  const masks = await pathsFor(files, '--out', options.out, '.mask.png', isSingle);
  const overlays = await pathsFor(files, '--overlay', options.overlay, '.overlay.png', isSingle);
  return files.map((_, index) => ({ maskPath: masks?.[index], overlayPath: overlays?.[index] }));
}

async function pathsFor(
  files: readonly OutputOf[],
  option: string,
  target: string | undefined,
  ending: string,
  isSingle: boolean,
): Promise<string[] | undefined> {
  if (target === undefined) return undefined;
  if (!(await isFolder(target, isSingle))) {
    // A mask in a lossy file is no mask any more.
    const allowed = option === '--out' ? ['.png', ...LABEL_ENDINGS] : ['.png', '.jpg', '.jpeg'];
    if (allowed.some((ending) => target.toLowerCase().endsWith(ending))) return [target];
    throw new UsageError(`${option} names a file that ends in ${allowed.join(', ')}, got ${target}.`);
  }
  const paths = files.map(({ name, part = '' }) =>
    join(
      target,
      `${name.replace(COMPRESSED, '').slice(0, -endingLength(name) || undefined)}${part}${ending}`,
    ),
  );
  const seen = new Map<string, string>();
  for (const [index, path] of paths.entries()) {
    const file = files[index]?.path ?? '';
    const other = seen.get(resolve(path));
    if (other !== undefined) {
      throw new UsageError(
        `${other} and ${file} would both be written to ${path}.`,
        'Run them apart, or name their common folder instead of the files.',
      );
    }
    seen.set(resolve(path), file);
  }
  return paths;
}

/** The ending behind which a name has another one. */
const COMPRESSED = /(?<=\.nii)\.gz$/i;
const endingLength = (name: string) => extname(name.replace(COMPRESSED, '')).length;

async function isFolder(target: string, isSingle: boolean): Promise<boolean> {
  if (!isSingle || /[\\/]$/.test(target)) return true;
  return (await stat(target).catch(() => undefined))?.isDirectory() ?? false;
}

/** The path of one of several masks: the object's name or number before the extension. */
export const pathOfMask = (path: string, label: string): string =>
  `${path.slice(0, -extname(path).length)}.${label}${extname(path)}`;
