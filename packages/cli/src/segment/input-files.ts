import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { imageFormats } from '@medicosam/io';
import { UsageError } from '../usage-error.js';

/** An image that the command line names, itself or by its folder. */
export interface InputFile {
  readonly path: string;
  /** The path below the folder that was named; of a file that was named, its own name. */
  readonly name: string;
  /** Whether it was found in a folder, not named. */
  readonly found: boolean;
}

/**
 * Files as named, and the images in and below folders, in the order of their names. Files that are not there stay
 * in the list: reading them fails later, one by one.
 */
export async function inputFiles(inputs: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const input of inputs) {
    const found = await stat(input).catch(() => undefined);
    if (!found?.isDirectory()) {
      files.push({ path: input, name: input.split(/[\\/]/).at(-1) ?? input, found: false });
      continue;
    }
    const names = await readdir(input, { recursive: true });
    const images = names.filter(isImageName).sort();
    if (images.length === 0) {
      throw new UsageError(
        `The folder ${input} holds no image.`,
        `Images are files that end in ${endings()}.`,
      );
    }
    files.push(...images.map((name) => ({ path: join(input, name), name, found: true })));
  }
  return files;
}

const extensions = (): string[] => [...imageFormats.values()].flatMap((format) => format.extensions);
const endings = (): string =>
  extensions()
    .map((extension) => `.${extension}`)
    .join(', ');
const isImageName = (name: string): boolean => {
  const isHidden = name.split(/[\\/]/).some((part) => part.startsWith('.'));
  return !isHidden && extensions().includes(extname(name).slice(1).toLowerCase());
};
