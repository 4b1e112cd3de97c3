import { type AbortSignalLike, isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { openDicom, openDicomSeries } from '../../dicom.js';
import { type ImageFile, pathOf } from '../image-file.js';
import type { OpenedImages } from '../opened-images.js';
import { imageItem } from './dicom-frames.js';
import { stackItem } from './stack-item.js';

/**
 * Opens DICOM files, such as those of a folder or an archive: a volume for each stack of parallel slices, and each image that
 * states no place for itself.
 *
 * @throws MedicoSamError as `openDicomSeries`.
 */
export async function openDicomFiles(
  format: string,
  files: readonly ImageFile[],
  signal?: AbortSignalLike,
): Promise<OpenedImages> {
  if (files.length === 0) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: 'The folder or archive holds no file.',
      hint: 'Name the folder that holds the DICOM files.',
    });
  }
  const { stacks, unplaced, refused, warnings } = await openDicomSeries(files, { signal }).catch(
    (cause: unknown) => {
      throw isMedicoSamError(cause) ? noneRead(files.length, cause) : cause;
    },
  );
  const open = async (file: number) =>
    openDicom(new Uint8Array(await (files[file] as ImageFile).arrayBuffer()));
  const images = await Promise.all(unplaced.map(({ file }) => open(file)));
  return {
    format,
    items: [...stacks.map((stack) => stackItem(stack, files, open)), ...images.map(imageItem)],
    refused: refused.map(({ file, error: { code, message, hint } }) => ({
      file: pathOf(files[file]),
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
    })),
    warnings,
  };
}

/** A single file's own error says more than that none was read. */
function noneRead(count: number, cause: MedicoSamError): MedicoSamError {
  const isText = cause.code === 'FORMAT_INVALID' && cause.message.includes('neither a DICOM preamble');
  if (count === 1 && !isText) return cause;
  return new MedicoSamError(isText ? 'FORMAT_UNSUPPORTED' : cause.code, {
    message: `None of the ${count} files of the folder or archive could be read as a DICOM image; the first: ${cause.message}`,
    hint: 'Files of other formats are named one by one.',
    cause,
  });
}
