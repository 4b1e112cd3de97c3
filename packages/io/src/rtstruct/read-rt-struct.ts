import { MedicoSamError } from '@medicosam/core';
import type { ElementValues } from '../dicom/data-set/elements.js';
import { parseDataSet } from '../dicom/data-set/parse-data-set.js';
import { bytesOf, type DicomInput } from '../dicom/dicom-input.js';
import type { DicomStack } from '../dicom/series/read-stack.js';
import { Warnings } from '../dicom/warnings.js';
import { tagOf } from '../dicom/writing/attributes.js';
import { formatInvalid, formatUnsupported } from '../format-errors.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../limits.js';
import { contourPlaces } from './contour-places.js';
import { maskOf } from './outlines-mask.js';
import { placeOutlines, type UnplacedContour } from './place-outlines.js';
import { type ReadRoi, type RoiItems, readRoiItems } from './read-roi-items.js';
import { RoiWarnings, type RtStructWarning } from './warnings.js';

/** A structure set on the slices of a volume. */
export interface RtStruct {
  readonly label?: string | undefined;
  /** Ready to be written again, with others. */
  readonly rois: readonly ReadRoi[];
  /** Outlines that lie on no slice of the volume and are in no mask. */
  readonly unplaced: readonly UnplacedContour[];
  /** What is odd, and was read all the same. */
  readonly warnings: readonly RtStructWarning[];
}

const STRUCTURE_SET = '1.2.840.10008.5.1.4.1.1.481.3';

/**
 * Reads a DICOM structure set (RTSTRUCT) onto the volume that it was drawn on. Outlines are found by their place along
 * the normal of the slices, never by their order or the image that they name. A pixel is inside where its centre lies
 * in an odd number of a region's outlines on the slice, which reads channels to holes, `CLOSEDPLANAR_XOR` and plain
 * outlines within others alike, or on an outline.
 *
 * @param volume - a volume or stack of `@medicosam/io/dicom`
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` when it is no structure set, or its masks go beyond the limits;
 *   `IMAGE_INVALID` when it has another frame of reference than the volume or none of its slices; `FORMAT_INVALID` when
 *   it is damaged.
 */
export async function readRtStruct(
  input: DicomInput,
  volume: Pick<DicomStack, 'slices' | 'affine' | 'facts'>,
  limits: DecodeLimits = {},
): Promise<RtStruct> {
  const found = new Warnings();
  const { values } = parseDataSet(await bytesOf(input), limits, found);
  checkKind(values);
  const warnings: RtStructWarning[] = [];
  const items = ofVolume(readRoiItems(values, warnings), volume, warnings);
  const places = contourPlaces(volume);
  const unplaced: UnplacedContour[] = [];
  const drawn = items.map((own) => {
    const said = new RoiWarnings();
    const slices = placeOutlines(own, places, said, unplaced);
    return { roi: own.roi, said, slices };
  });
  const masks = drawn.reduce((sum, { slices }) => sum + slices.size, 0);
  if (masks === 0 && unplaced.length > 0) {
    throw elsewhere('none of its outlines lies on a slice of the volume');
  }
  const { width, height } = volume.facts;
  checkMemory(masks * width * height, limits);
  for (const { roi, said, slices } of drawn) {
    for (const [slice, outlines] of [...slices].sort(([a], [b]) => a - b)) {
      roi.mask.set(slice, maskOf(outlines, width, height, said));
    }
    warnings.push(...said.listOf(roi.name));
  }
  const label = values.text(tagOf('StructureSetLabel'));
  return {
    ...(label === undefined ? {} : { label }),
    rois: drawn.map(({ roi }) => roi),
    unplaced,
    warnings: [...found.list, ...warnings],
  };
}

const elsewhere = (why: string) =>
  new MedicoSamError('IMAGE_INVALID', {
    message: `The structure set does not fit the volume: ${why}.`,
    hint: 'Read it with the volume of the series that it was drawn on.',
  });

function checkKind(values: ElementValues): void {
  const isStructureSet =
    values.text(tagOf('SOPClassUID')) === STRUCTURE_SET || values.text(tagOf('Modality')) === 'RTSTRUCT';
  if (!isStructureSet) {
    throw formatUnsupported('DICOM', 'is no structure set', 'Read here are RTSTRUCT files.');
  }
  if (values.items(tagOf('StructureSetROISequence')).length > 0) return;
  throw formatInvalid('DICOM', 'has no region of interest');
}

function checkMemory(bytes: number, limits: DecodeLimits): void {
  const { maxMemoryBytes = DEFAULT_LIMITS.maxMemoryBytes } = limits;
  if (bytes <= maxMemoryBytes) return;
  const megabytes = (value: number) => `${Math.ceil(value / 2 ** 20)} MB`;
  throw formatUnsupported(
    'DICOM',
    `has outlines whose masks take about ${megabytes(bytes)}; read are at most ${megabytes(maxMemoryBytes)}`,
    'Raise maxMemoryBytes if you trust the file.',
  );
}

/** Those in the volume's frame of reference, where both are stated. */
function ofVolume(
  items: readonly RoiItems[],
  { facts }: Pick<DicomStack, 'facts'>,
  warnings: RtStructWarning[],
): RoiItems[] {
  const isHere = ({ frameOfReferenceUid: own }: RoiItems) =>
    own === undefined || facts.frameOfReferenceUid === undefined || own === facts.frameOfReferenceUid;
  const here = items.filter(isHere);
  if (here.length === 0 && items.length > 0) throw elsewhere('it is in another frame of reference');
  for (const { roi } of items.filter((own) => !isHere(own))) {
    const message = `Region ${JSON.stringify(roi.name)} is in another frame of reference and was left out.`;
    warnings.push({ code: 'ROI_ELSEWHERE', message });
  }
  return here;
}
