import { type AbortSignalLike, isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { isDicom, openDicom, zipFiles } from '../dicom.js';
import { isNifti } from '../nifti.js';
import { isNrrd } from '../nrrd.js';
import { isTiff } from '../tiff.js';
import { dataOfNrrd, imageOfPair, type ReadBeside } from './companion-file.js';
import { fileItems } from './dicom/dicom-frames.js';
import { openDicomFiles } from './dicom/open-dicom-files.js';
import { baseNameOf, type ImageFile } from './image-file.js';
import { openNifti } from './open-nifti.js';
import { openNrrd } from './open-nrrd.js';
import { isPicture, openPicture } from './open-picture.js';
import { openTiff } from './open-tiff.js';
import type { OpenedImages } from './opened-images.js';

/** How images are opened. */
export interface OpenImagesOptions {
  readonly signal?: AbortSignalLike | undefined;
  /** Of a single file: gives the second one of a NIfTI pair or a detached NRRD header, by its name. */
  readonly beside?: ReadBeside | undefined;
}

interface Opening {
  readonly name: string;
  readonly beside: ReadBeside;
  readonly signal: AbortSignalLike | undefined;
}

/** How bytes of a file become images, by what they begin with; names are not trusted. */
const FORMATS: readonly {
  readonly matches: (bytes: Uint8Array) => boolean;
  readonly open: (bytes: Uint8Array, opening: Opening) => OpenedImages | Promise<OpenedImages>;
}[] = [
  // First: slides have a TIFF file's beginning in their preamble.
  { matches: isDicom, open: openDicomFile },
  { matches: isPicture, open: openPicture },
  { matches: isNrrd, open: async (bytes, { beside }) => openNrrd(bytes, await dataOfNrrd(bytes, beside)) },
  { matches: isTiff, open: openTiff },
  {
    matches: isNifti,
    open: async (bytes, { name, beside }) => openNifti(bytes, await imageOfPair(name, beside)),
  },
  {
    matches: isZip,
    open: async (bytes, { signal }) => openDicomFiles('ZIP of DICOM', zipFiles(bytes), signal),
  },
];

/**
 * Opens what a user chose: a file of any format that is read, a zip archive of DICOM files, the DICOM files of a
 * folder, or a header and its data (NIfTI pair, detached NRRD). Several series may be among the files.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; `FORMAT_UNSUPPORTED` and `FORMAT_INVALID` as the format's reader does; the
 *   signal's reason.
 * @example
 * ```ts
 * const { items } = await openImages([...input.files]);
 * const source = await items[0].read();
 * const { image } = await source.cut('k', source.depth >> 1);
 * ```
 */
export async function openImages(
  files: readonly ImageFile[],
  { signal, beside = async () => undefined }: OpenImagesOptions = {},
): Promise<OpenedImages> {
  const [only] = files;
  if (files.length === 1 && only) {
    return openBytes(await bytesOf(only), { name: baseNameOf(only), beside, signal });
  }
  const pair = files.length === 2 ? await openPair(files, signal) : undefined;
  return pair ?? openDicomFiles('DICOM files', files, signal);
}

async function openBytes(bytes: Uint8Array, opening: Opening): Promise<OpenedImages> {
  const format = FORMATS.find(({ matches }) => matches(bytes));
  if (format) return format.open(bytes, opening);
  // Some DICOM files have no preamble to know them by.
  return Promise.resolve(openDicomFile(bytes)).catch((error: unknown) => {
    throw isMedicoSamError(error, 'FORMAT_INVALID') ? unknownFormat(bytes) : error;
  });
}

/** A header and its data, if two files are such. */
async function openPair(
  files: readonly ImageFile[],
  signal: AbortSignalLike | undefined,
): Promise<OpenedImages | undefined> {
  const header = files.find((file) => /\.(hdr(\.gz)?|nhdr)$/i.test(baseNameOf(file)));
  if (header === undefined) return undefined;
  const beside: ReadBeside = async (name) => {
    const found = files.find((file) => file !== header && baseNameOf(file) === name);
    return found && bytesOf(found);
  };
  return openBytes(await bytesOf(header), { name: baseNameOf(header), beside, signal });
}

async function openDicomFile(bytes: Uint8Array): Promise<OpenedImages> {
  const image = await openDicom(bytes);
  return { format: 'DICOM', items: await fileItems(image, bytes), refused: [], warnings: [] };
}

const bytesOf = async (file: ImageFile): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

function isZip(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === 'PK\u0003\u0004';
}

function unknownFormat(bytes: Uint8Array): MedicoSamError {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `The file begins with the bytes ${start || '(none)'}, which no format read here does.`,
    hint: 'Read are PNG, JPEG, TIFF, DICOM (a file, a folder, a zip archive), NIfTI and NRRD.',
  });
}
