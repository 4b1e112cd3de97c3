import type { Vector3 } from '@medicosam/core';
import { cross, dot, type Plane } from '../meaning/plane.js';
import type { OpenedDicom } from '../open-dicom.js';

/** A frame that has a place in the patient. */
export interface Slice {
  /** Index of its file in what was given. */
  readonly file: number;
  readonly frame: number;
  readonly image: OpenedDicom;
  readonly plane: Plane;
  /** What slices of one volume have in common, beside their plane. */
  readonly kind: string;
  /** Orders slices of the same place: kind of image, acquisition, instance, file, frame. */
  readonly order: readonly [string, ...number[]];
}

/** How far orientations of one volume may differ, in their cosines. */
const COSINE_TOLERANCE = 1e-4;
/** How far pixel spacings of one volume may differ, as a share. */
const SPACING_TOLERANCE = 1e-4;

/** A frame as a slice, once its place is known. */
export function sliceOf(image: OpenedDicom, file: number, frame: number, plane: Plane): Slice {
  const { facts } = image;
  const { dataSet, group } = image.attributes(frame);
  const content = group('x00209111');
  const kind = [
    facts.seriesInstanceUid,
    plane.frameOfReference,
    facts.width,
    facts.height,
    facts.samplesPerPixel,
    facts.photometric,
    facts.bitsAllocated,
    facts.signed,
    facts.imageType.includes('LOCALIZER'),
    // Echoes, phases and segments lie in the same places and are volumes of their own.
    dataSet.text('x00180081'),
    dataSet.text('x00180086'),
    dataSet.text('x00200100'),
    content.text('x00209056'),
    content.uint32('x00209128'),
    group('x0062000a').uint16('x0062000b'),
  ];
  return {
    file,
    frame,
    image,
    plane,
    kind: JSON.stringify(kind),
    order: [facts.imageType.join(), facts.acquisitionNumber ?? 0, facts.instanceNumber ?? 0, file, frame],
  };
}

const areNear = (a: Vector3, b: Vector3) =>
  a.every((value, i) => Math.abs(value - (b[i] as number)) <= COSINE_TOLERANCE);

/** Whether two slices can be of one volume: of one kind, parallel, and of one grid. */
const areParallel = (a: Slice, b: Slice): boolean =>
  a.kind === b.kind &&
  areNear(a.plane.row, b.plane.row) &&
  areNear(a.plane.column, b.plane.column) &&
  a.plane.spacing.every(
    (value, i) => Math.abs(value / (b.plane.spacing[i] as number) - 1) <= SPACING_TOLERANCE,
  );

/** Groups of slices that are parallel to the first of each. */
export function groupSlices(slices: readonly Slice[]): Slice[][] {
  const groups: Slice[][] = [];
  for (const slice of slices) {
    const group = groups.find(([first]) => first !== undefined && areParallel(first, slice));
    if (group) group.push(slice);
    else groups.push([slice]);
  }
  return groups;
}

/** Where a slice lies along its normal, mm. */
export const depthOf = ({ plane }: Slice): number => dot(plane.position, cross(plane.row, plane.column));
