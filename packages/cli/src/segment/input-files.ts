import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { imageFormats } from '@medicosam/io';
import { isDicom } from '@medicosam/io/dicom';
import { UsageError } from '../usage-error.js';

/** An image that the command line names, itself or by its folder. */
export interface InputFile {
  readonly path: string;
  /** The path below the folder that was named; of what was named, its own name. */
  readonly name: string;
  /** Whether it was found in a folder, not named. */
  readonly found: boolean;
}

/**
 * Files as named, and the images in and below folders, in the order of their names; a folder of DICOM files is one input
 * of its own. Files that are not there stay in the list: reading them fails later, one by one.
 *
 * @throws UsageError for a folder without images, or of images and DICOM files.
 */
export async function inputFiles(inputs: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const input of inputs) {
    const found = await stat(input).catch(() => undefined);
    if (!found?.isDirectory()) {
      files.push({ path: input, name: input.split(/[\\/]/).at(-1) ?? input, found: false });
      continue;
    }
    const names = (await readdir(input, { recursive: true })).filter(isVisible).sort();
    const images = names.filter(isImageName);
    const hasDicom = await anyIsDicom(
      names.filter((name) => !isImageName(name)),
      input,
    );
    if (images.length === 0 && !hasDicom) {
      throw new UsageError(
        `The folder ${input} holds no image.`,
        `Images are DICOM files, and files that end in ${endings().join(', ')}.`,
      );
    }
    if (images.length > 0 && hasDicom) {
      throw new UsageError(
        `The folder ${input} holds DICOM files and other images.`,
        'Name the files, or keep the DICOM series in a folder of its own.',
      );
    }
    if (hasDicom) files.push({ path: input, name: basename(resolve(input)), found: false });
    files.push(...images.map((name) => ({ path: join(input, name), name, found: true })));
  }
  return files;
}

/** What images that are no DICOM files end in. */
const endings = (): string[] => [
  ...[...imageFormats.values()].flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)),
  ...['.tif', '.tiff', '.nii', '.nii.gz', '.nrrd'],
];

const isVisible = (name: string): boolean => !name.split(/[\\/]/).some((part) => part.startsWith('.'));
const isImageName = (name: string): boolean => {
  const lower = name.toLowerCase();
  // Labels lie beside the image or volume that they are of.
  return !/\.(seg\.nrrd|labels\.png)$/.test(lower) && endings().some((ending) => lower.endsWith(ending));
};

/** The preamble and what follows it. */
const HEAD_BYTES = 132;

async function anyIsDicom(names: readonly string[], folder: string): Promise<boolean> {
  for (const name of names) {
    const handle = await open(join(folder, name)).catch(() => undefined);
    if (handle === undefined) continue;
    try {
      const head = new Uint8Array(HEAD_BYTES);
      // Of a folder nothing can be read.
      await handle.read(head, 0, HEAD_BYTES, 0).catch(() => undefined);
      if (isDicom(head)) return true;
    } finally {
      await handle.close();
    }
  }
  return false;
}
