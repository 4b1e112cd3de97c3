import { readFile, stat } from 'node:fs/promises';
import { isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { isDicom, openDicom, zipFiles } from '@medicosam/io/dicom';
import { isNifti } from '@medicosam/io/nifti';
import { folderFiles } from '@medicosam/io/node';
import { isNrrd } from '@medicosam/io/nrrd';
import { isTiff } from '@medicosam/io/tiff';
import { errorCode } from '../system-error.js';
import { dataOfNrrd, imageOfPair } from './companion-file.js';
import { fileItems } from './dicom/dicom-frames.js';
import { openDicomFiles } from './dicom/open-dicom-files.js';
import { openNifti } from './open-nifti.js';
import { openNrrd } from './open-nrrd.js';
import { isPicture, openPicture } from './open-picture.js';
import { openTiff } from './open-tiff.js';
import type { OpenedInput } from './opened-input.js';

/** How bytes of a file become an input, by what they begin with; names are not trusted. */
const FORMATS: readonly {
  readonly matches: (bytes: Uint8Array) => boolean;
  readonly open: (bytes: Uint8Array, path: string) => OpenedInput | Promise<OpenedInput>;
}[] = [
  // First: slides have a TIFF file's beginning in their preamble.
  { matches: isDicom, open: openDicomFile },
  { matches: isPicture, open: openPicture },
  { matches: isNrrd, open: async (bytes, path) => openNrrd(bytes, await dataOfNrrd(path, bytes)) },
  { matches: isTiff, open: openTiff },
  { matches: isNifti, open: async (bytes, path) => openNifti(bytes, await imageOfPair(path)) },
  { matches: isZip, open: async (bytes) => openDicomFiles('ZIP of DICOM', zipFiles(bytes)) },
];

/**
 * Opens a file of any format that is read, a folder of DICOM files, or a zip archive of them.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; `FORMAT_UNSUPPORTED` and `FORMAT_INVALID` as the format's reader does; the
 *   signal's reason.
 */
export async function openInput(path: string, signal?: AbortSignal): Promise<OpenedInput> {
  const found = await stat(path).catch(unreadable);
  if (found.isDirectory()) return openDicomFiles('DICOM folder', await folderFiles(path), signal);
  const bytes = new Uint8Array(await readFile(path).catch(unreadable));
  const format = FORMATS.find(({ matches }) => matches(bytes));
  if (format) return format.open(bytes, path);
  // Some DICOM files have no preamble to know them by.
  return Promise.resolve(openDicomFile(bytes)).catch((error: unknown) => {
    throw isMedicoSamError(error, 'FORMAT_INVALID') ? unknownFormat(bytes) : error;
  });
}

async function openDicomFile(bytes: Uint8Array): Promise<OpenedInput> {
  const image = await openDicom(bytes);
  return { format: 'DICOM', items: await fileItems(image, bytes), refused: [], warnings: [] };
}

function isZip(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === 'PK\u0003\u0004';
}

function unreadable(cause: unknown): never {
  throw new MedicoSamError('FILE_UNREADABLE', {
    message: `The image file cannot be read (${errorCode(cause)}).`,
    hint: 'Check the path and the permissions.',
    cause,
  });
}

function unknownFormat(bytes: Uint8Array): MedicoSamError {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `The file begins with the bytes ${start || '(none)'}, which no format read here does.`,
    hint: 'Read are PNG, JPEG, TIFF, DICOM (a file, a folder, a zip archive), NIfTI and NRRD.',
  });
}
