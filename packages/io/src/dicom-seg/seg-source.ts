import { MedicoSamError, type Vector3 } from '@medicosam/core';
import type { ElementValues } from '../dicom/data-set/elements.js';
import { parseDataSet } from '../dicom/data-set/parse-data-set.js';
import { bytesOf, type DicomInput } from '../dicom/dicom-input.js';
import { frameAttributes } from '../dicom/meaning/functional-groups.js';
import { type Plane, readPlane } from '../dicom/meaning/plane.js';
import type { DicomStack } from '../dicom/series/read-stack.js';
import { Warnings } from '../dicom/warnings.js';
import { type Keyword, tagOf } from '../dicom/writing/attributes.js';
import { formatUnsupported } from '../format-errors.js';
import type { DecodeLimits } from '../limits.js';
import { type CopiedModules, copyModules } from './copied-modules.js';

/** An image that a segmentation refers to. */
export interface SegSourceSlice {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** From 1, of a multi-frame file. */
  readonly frameNumber?: number | undefined;
  /** Centre of its first pixel, LPS mm. */
  readonly position: Vector3;
}

/**
 * What a segmentation takes over from the series it was drawn on: the patient, the study, the grid, and which images
 * there are. Plain data that can be sent to a worker. **It names the patient** where the files do.
 */
export interface SegSource {
  readonly width: number;
  readonly height: number;
  /** In the order of the volume's. */
  readonly slices: readonly SegSourceSlice[];
  /** Unit vectors along which x and y grow. */
  readonly row: Vector3;
  readonly column: Vector3;
  /** Distance of pixel centres along x and y, mm. */
  readonly spacing: readonly [number, number];
  readonly sliceThickness?: number | undefined;
  readonly frameOfReferenceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  /** Attributes of the Patient, Study and Frame of Reference modules, by keyword. */
  readonly modules: CopiedModules;
}

type Grid = Omit<SegSource, 'slices' | 'modules'>;

/** How far cosines and, as a share, pixel spacings of one grid may differ. */
const TOLERANCE = 1e-4;

/**
 * Reads from the files of a series what a segmentation of it takes over. Pixels are not decoded.
 *
 * @param files - those that the volume was read from, in the same order
 * @param volume - a volume or stack of `@medicosam/io/dicom`: which slices, and in which order
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` where an image does not say where it lies, or lacks one of its UIDs or the
 *   frame of reference's; `INVALID_ARGUMENT` where images are of several series, frames of reference or grids, or a file
 *   is missing; `FORMAT_INVALID` as `openDicom`.
 */
export async function readSegSource(
  files: readonly DicomInput[],
  volume: Pick<DicomStack, 'slices'>,
  limits: DecodeLimits = {},
): Promise<SegSource> {
  const slices: SegSourceSlice[] = [];
  let grid: Grid | undefined;
  let modules: CopiedModules = {};
  for (const file of new Set(volume.slices.map((slice) => slice.file))) {
    const input = files[file];
    if (input === undefined) throw invalid(`The volume has a slice of file ${file}, which was not given.`);
    const warnings = new Warnings();
    const { values } = parseDataSet(await bytesOf(input), limits, warnings);
    const attributes = frameAttributes(values);
    for (const [k, { frame, file: own }] of volume.slices.entries()) {
      if (own !== file) continue;
      const plane = readPlane(attributes(frame), warnings);
      if (plane === undefined) {
        throw unsupported('does not say where its image lies in the patient');
      }
      const found = gridOf(values, plane);
      if (grid === undefined) [grid, modules] = [found, copyModules(values)];
      checkSame(grid, found);
      const isMultiFrame = (values.decimal(tagOf('NumberOfFrames')) ?? 1) > 1;
      slices[k] = {
        sopClassUid: uidOf(values, 'SOPClassUID'),
        sopInstanceUid: uidOf(values, 'SOPInstanceUID'),
        ...(isMultiFrame ? { frameNumber: frame + 1 } : {}),
        position: plane.position,
      };
    }
  }
  if (grid === undefined) throw invalid('The volume has no slice.');
  return { ...grid, slices, modules };
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });
const unsupported = (what: string) =>
  formatUnsupported('DICOM', what, 'A segmentation refers to it: write NIfTI or NRRD instead.');

function uidOf(values: ElementValues, keyword: Keyword): string {
  const uid = values.text(tagOf(keyword));
  if (uid === undefined) throw unsupported(`has no ${keyword}`);
  return uid;
}

function gridOf(values: ElementValues, { row, column, spacing, sliceThickness }: Plane): Grid {
  return {
    width: values.uint16(tagOf('Columns')) ?? 0,
    height: values.uint16(tagOf('Rows')) ?? 0,
    row,
    column,
    spacing,
    ...(sliceThickness !== undefined && sliceThickness > 0 ? { sliceThickness } : {}),
    frameOfReferenceUid: uidOf(values, 'FrameOfReferenceUID'),
    studyInstanceUid: uidOf(values, 'StudyInstanceUID'),
    seriesInstanceUid: uidOf(values, 'SeriesInstanceUID'),
  };
}

function checkSame(a: Grid, b: Grid): void {
  if (a.frameOfReferenceUid !== b.frameOfReferenceUid) {
    throw invalid('The images have different frames of reference: they cannot be in one segmentation.');
  }
  if (a.studyInstanceUid !== b.studyInstanceUid || a.seriesInstanceUid !== b.seriesInstanceUid) {
    throw invalid('The images are of several series; write a segmentation of each.');
  }
  const isSame =
    a.width === b.width &&
    a.height === b.height &&
    a.spacing.every((value, i) => Math.abs(value / (b.spacing[i] as number) - 1) <= TOLERANCE) &&
    [...a.row, ...a.column].every(
      (value, i) => Math.abs(value - ([...b.row, ...b.column][i] as number)) <= TOLERANCE,
    );
  if (!isSame) throw invalid('The images differ in size, pixel spacing or orientation.');
}
