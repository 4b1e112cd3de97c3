import { isDicom } from '../../dicom.js';
import { formatUnsupported } from '../../format-errors.js';
import { isNifti } from '../../nifti.js';
import { isNrrd } from '../../nrrd.js';
import type { ImageFile } from '../../open/image-file.js';
import { isPng } from '../../png/png-structure.js';
import type { LabelSource } from '../label-source.js';
import type { LabelReader, ReadLabels, ReadLabelsOptions } from './label-reader.js';
import { readDicomLabels } from './read-dicom-labels.js';
import { isJson, readJsonLabels } from './read-json-labels.js';
import { readLabelImage } from './read-label-image.js';
import { readNiftiLabels, readNrrdLabels } from './read-label-map.js';

const READERS: readonly { readonly matches: (bytes: Uint8Array) => boolean; readonly read: LabelReader }[] = [
  { matches: isDicom, read: readDicomLabels },
  { matches: isPng, read: readLabelImage },
  { matches: isNrrd, read: readNrrdLabels },
  { matches: isNifti, read: readNiftiLabels },
  { matches: isJson, read: readJsonLabels },
];

/**
 * Reads labels of an image or volume onto it: DICOM SEG and RTSTRUCT, NIfTI and NRRD label maps, `.seg.nrrd`, COCO,
 * GeoJSON and label images (PNG). What a file is is told by its content. Nothing is resampled: the voxels of a label map
 * are those of the source or some of them, in whatever order and direction of its axes.
 *
 * Warnings: `LABELS_OUTSIDE` for what lies on no slice of the source, and those of the format's reader.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` of other files, values that are no labels, and masks beyond 2 GiB;
 *   `FORMAT_INVALID` of damaged files; `IMAGE_INVALID` where labels are of another grid or image, saying how they differ;
 *   `INVALID_ARGUMENT` where a file of one image does not say which slice it is of.
 * @example
 * ```ts
 * const { objects, warnings } = await readLabels(input.files[0], source);
 * ```
 */
export async function readLabels(
  file: ImageFile | Uint8Array,
  source: LabelSource,
  options: ReadLabelsOptions = {},
): Promise<ReadLabels> {
  const bytes = ArrayBuffer.isView(file) ? file : new Uint8Array(await file.arrayBuffer());
  const format = READERS.find(({ matches }) => matches(bytes));
  if (format) return format.read(bytes, source, options);
  throw formatUnsupported(
    'label',
    'is of no format that labels are read from',
    'Read are DICOM SEG and RTSTRUCT, NIfTI, NRRD, COCO, GeoJSON and PNG.',
  );
}
