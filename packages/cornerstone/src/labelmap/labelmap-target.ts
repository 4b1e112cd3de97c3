import { cache, type Types } from '@cornerstonejs/core';
import { segmentation } from '@cornerstonejs/tools';
import { MedicoSamError } from '@medicosam/core';
import type { VoxelGrid } from '../slice/grid.js';
import { gridOfPlane } from '../slice/plane.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';

/** What is used of `getOperationData` of Cornerstone's labelmap tools. */
export interface LabelmapOperation {
  readonly segmentationId: string;
  readonly segmentIndex: number;
  readonly segmentsLocked: readonly number[];
  readonly volumeId?: string | undefined;
  readonly imageId?: string | undefined;
}

/** Where a mask is written. */
export interface LabelmapTarget {
  readonly segmentationId: string;
  readonly segmentIndex: number;
  /** What the segment's voxels hold; not always its index. */
  readonly value: number;
  readonly grid: VoxelGrid;
  readonly voxels: Types.IVoxelManager<number>;
  /** Whether voxels of a value are a locked segment's. */
  isLocked(value: number): boolean;
}

const refused = (message: string, hint: string) => new MedicoSamError('INVALID_ARGUMENT', { message, hint });

/**
 * The labelmap of the active segment, as the viewport that the mask was made in has it.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` without an active segment in the viewport, for a locked one, and for a
 *   labelmap image of another size than the slice.
 */
export function labelmapTarget(operation: LabelmapOperation | undefined, slice: ViewedSlice): LabelmapTarget {
  if (!operation) {
    throw refused(
      'The viewport has no active segment of a labelmap to write to.',
      'Add a labelmap segmentation to the viewport and set its active segment (segmentation.segmentIndex).',
    );
  }
  const { segmentationId, segmentIndex, segmentsLocked } = operation;
  if (segmentsLocked.includes(segmentIndex)) {
    throw refused(`The segment ${segmentIndex} is locked.`, 'Unlock it, or choose another segment.');
  }
  const { getLabelValueForSegment, getSegmentIndexForLabelValue } = segmentation.helpers;
  const state = segmentation.state.getSegmentation(segmentationId);
  const bindings = state?.representationData.Labelmap;
  const labelmapId = bindings?.segmentBindings?.[segmentIndex]?.labelmapId ?? bindings?.primaryLabelmapId;
  const volume = operation.volumeId ? cache.getVolume(operation.volumeId) : undefined;
  const image = operation.imageId ? cache.getImage(operation.imageId) : undefined;
  const voxels = (volume ?? image)?.voxelManager as Types.IVoxelManager<number> | undefined;
  if (!state || !voxels) {
    throw refused('The labelmap of the active segment is not loaded.', 'Load it before masks are accepted.');
  }
  const { width, height } = slice.plane;
  if (!volume && (image?.columns !== width || image.rows !== height)) {
    throw refused(
      `The labelmap has ${image?.columns} × ${image?.rows} pixels, and the slice ${width} × ${height}.`,
      'Make the labelmap of the images that the viewport shows.',
    );
  }
  return {
    segmentationId,
    segmentIndex,
    value: getLabelValueForSegment(state, segmentIndex),
    // A labelmap image lies where the slice does, in a volume too.
    grid: volume ?? gridOfPlane(slice.plane),
    voxels,
    isLocked(value) {
      const owner = labelmapId === undefined ? value : getSegmentIndexForLabelValue(state, labelmapId, value);
      return segmentsLocked.includes(owner ?? value);
    },
  };
}
