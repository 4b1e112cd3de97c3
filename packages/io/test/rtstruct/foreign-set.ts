import type { ContourPoint } from '@medicosam/core';
import { encodeFile, type InstanceAttributes } from '../../src/dicom/writing/encode-file.js';
import type { MadeGrid } from './made-grid.js';

export interface ForeignContour {
  readonly type?: string | undefined;
  /** In pixels, `k` in mm from the first slice along the normal. */
  readonly points: readonly (ContourPoint & { readonly k: number })[];
  /** What is written instead of the points. */
  readonly data?: string;
  readonly stated?: number;
}

export interface ForeignRoi {
  readonly number?: number;
  readonly name?: string;
  readonly frameOfReference?: string;
  readonly contours: readonly ForeignContour[];
}

/** A corner list `x,y x,y …` at a depth. */
export const at = (k: number, corners: string): ForeignContour['points'] =>
  corners.split(' ').map((corner) => {
    const [x = 0, y = 0] = corner.split(',').map(Number);
    return { x, y, k };
  });

/** A rectangle along pixel edges, first and last pixel included. */
export const box = (k: number, x: number, y: number, toX: number, toY: number) =>
  at(k, `${x - 0.5},${y - 0.5} ${toX + 0.5},${y - 0.5} ${toX + 0.5},${toY + 0.5} ${x - 0.5},${toY + 0.5}`);

const numberOf = ({ number = 1 }: ForeignRoi): number => number;

/** A structure set as other software may write it. */
export function foreignSet(
  { source }: MadeGrid,
  rois: readonly ForeignRoi[],
  more: Partial<InstanceAttributes> = {},
  isImplicit = true,
): Uint8Array {
  const { row, column, spacing, slices } = source;
  const normal = [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ];
  const toMm = ({ x, y, k }: ForeignContour['points'][number]) =>
    [0, 1, 2].map((axis) =>
      (
        (slices[0]?.position[axis] as number) +
        x * spacing[0] * (row[axis] as number) +
        y * spacing[1] * (column[axis] as number) +
        k * (normal[axis] as number)
      ).toFixed(4),
    );
  const set: InstanceAttributes = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3',
    SOPInstanceUID: '2.25.5',
    Modality: 'RTSTRUCT',
    StructureSetROISequence: rois.map((roi) => ({
      ROINumber: numberOf(roi),
      ROIName: roi.name ?? '',
      ReferencedFrameOfReferenceUID: roi.frameOfReference ?? source.frameOfReferenceUid,
    })),
    ROIContourSequence: rois.map((roi) => ({
      ReferencedROINumber: numberOf(roi),
      ContourSequence: roi.contours.map(({ type = 'CLOSED_PLANAR', points, data, stated }) => ({
        ...(type === '' ? {} : { ContourGeometricType: type }),
        NumberOfContourPoints: stated ?? points.length,
        ContourData: data ?? points.flatMap(toMm).join('\\'),
      })),
    })),
  };
  return encodeFile({ ...set, ...more } as InstanceAttributes, { isImplicit });
}
