import { utilities } from '@cornerstonejs/core';
import { segmentation as tools } from '@cornerstonejs/tools';
import { MedicoSamError } from '@medicosam/core';
import type { FoundLabels } from '../files/labels/label-slices.js';
import type { Segmentation } from '../segments/segmentation.js';

const { DefaultHistoryMemo } = utilities.HistoryMemo;
/** As many as a labelmap's 8 bits tell apart. */
const LAST_INDEX = 255;

let steps = 0;

/**
 * Gives labels of a file to segments of their own, as one step of the history. Voxels of locked segments stay.
 *
 * @returns how many stayed.
 * @throws MedicoSamError `INVALID_ARGUMENT` where there would be more than 255 segments.
 */
export function importLabels(segmentation: Segmentation, { segments, slices }: FoundLabels): number {
  const { voxels, segmentationId } = segmentation;
  const first = firstIndex(segmentation);
  if (first + segments.length - 1 > LAST_INDEX) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The viewer holds ${LAST_INDEX} segments, and with the ${segments.length} of the file there would be more.`,
    });
  }
  segmentation.put(first, segments);
  const indices = new Map([[0, 0], ...segments.map(({ value }, order) => [value, first + order] as const)]);
  const locked = new Set(segmentation.segments.filter(({ isLocked }) => isLocked).map(({ index }) => index));
  const placed = slices.map(
    ([slice, values]) => [slice, values.map((value) => indices.get(value) ?? 0)] as const,
  );
  const found = voxels.changesOf(placed, (value) => locked.has(value));
  const modified = found.changes.map(({ slice }) => slice);
  const restore = (isBack: boolean) => {
    voxels.apply(found.changes, isBack);
    tools.triggerSegmentationEvents.triggerSegmentationDataModified(segmentationId, modified);
  };
  DefaultHistoryMemo.push({
    id: `imported-labels-${++steps}`,
    operationType: 'labelmap',
    restoreMemo: (isUndo?: boolean) => restore(isUndo ?? true),
  });
  restore(false);
  return found.locked;
}

/** Where new segments begin: in place of the one that every series begins with, as long as nothing was given to it. */
function firstIndex({ segments, voxels, nextIndex }: Segmentation): number {
  const [only, ...others] = segments;
  const isUnused =
    only?.name === 'Segment 1' && !only.isLocked && others.length === 0 && voxels.counts().size === 0;
  return isUnused ? only.index : nextIndex();
}
