import { type OpenedImages, openImages } from '@medicosam/io/open';
import { imageFile, type PickedFile } from './picked-file.js';

let last: { readonly picked: PickedFile; readonly opened: OpenedImages } | undefined;

/** Opens a file to look at it; it may be opened for good next. @throws MedicoSamError as `openImages`. */
export async function peek(picked: PickedFile): Promise<OpenedImages> {
  const opened = await openImages([imageFile(picked)]);
  last = { picked, opened };
  return opened;
}

/** What was opened of these files to look at it, once. */
export function takePeeked([picked, ...others]: readonly PickedFile[]): OpenedImages | undefined {
  const peeked = last;
  last = undefined;
  // Each message brings a file as an object of its own.
  const isSame = (['name', 'size', 'lastModified'] as const).every(
    (fact) => picked?.file[fact] === peeked?.picked.file[fact],
  );
  return isSame && others.length === 0 && picked?.path === peeked?.picked.path ? peeked?.opened : undefined;
}
