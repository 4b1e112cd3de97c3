import { type ContourPoint, traceContours, type Vector3 } from '@medicosam/core';
import type { AttributeSet } from '../dicom/writing/attributes.js';
import type { SegSource, SegSourceSlice } from '../dicom-seg/seg-source.js';
import { sliceMask, type VoxelMask } from '../dicom-seg/slice-masks.js';
import { keyhole } from './keyhole.js';

const imageItem = ({ sopClassUid, sopInstanceUid, frameNumber }: SegSourceSlice): AttributeSet => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopInstanceUid,
  ReferencedFrameNumber: frameNumber,
});

/** Points in pixels of a slice as x, y, z in LPS mm. */
function toLps(points: readonly ContourPoint[], position: Vector3, source: SegSource): number[] {
  const { row, column, spacing } = source;
  const coordinates: number[] = [];
  for (const { x, y } of points) {
    for (let axis = 0; axis < 3; axis++) {
      const along = x * spacing[0] * (row[axis] as number) + y * spacing[1] * (column[axis] as number);
      coordinates.push((position[axis] as number) + along);
    }
  }
  return coordinates;
}

/**
 * The items of ContourSequence (PS3.3, C.8.8.6) of a region: on each slice one closed outline for each 4-connected
 * part, along the edges of its pixels.
 */
export function contourItems(region: VoxelMask, source: SegSource): AttributeSet[] {
  const { width, height, slices } = source;
  const bits = new Uint8Array(width * height);
  const items: AttributeSet[] = [];
  for (const [k, slice] of slices.entries()) {
    if (!sliceMask(region, k, bits)) continue;
    for (const contour of traceContours({ bits, width, height })) {
      const points = keyhole(contour);
      items.push({
        ContourNumber: items.length + 1,
        ContourImageSequence: [imageItem(slice)],
        ContourGeometricType: 'CLOSED_PLANAR',
        NumberOfContourPoints: points.length,
        ContourData: toLps(points, slice.position, source),
      });
    }
  }
  return items;
}
