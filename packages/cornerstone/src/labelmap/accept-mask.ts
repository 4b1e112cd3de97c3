import { segmentation, type utilities } from '@cornerstonejs/tools';
import type { ImageSession } from '@medicosam/core';
import type { HostHistory } from '../history/host-history.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';
import type { AcceptedMask } from '../tool/status.js';
import { type LabelmapOperation, labelmapTarget } from './labelmap-target.js';
import { type MaskInBox, visitMaskVoxels } from './mask-voxels.js';
import { writeMask } from './write-mask.js';

type LabelmapMemo = utilities.segmentation.LabelmapMemo.LabelmapMemo;

/** What Cornerstone's labelmap tools bring along: which labelmap is written to, and the memo of one edit. */
export interface LabelmapEditing {
  readonly operation: LabelmapOperation | undefined;
  createMemo(segmentationId: string, voxels: unknown): LabelmapMemo;
  /** Hands the memo to the history. */
  doneEditMemo(): void;
}

/**
 * Gives the mask of a session to the active segment, and takes the session's prompts back, as one step of the history.
 *
 * @throws MedicoSamError as {@link labelmapTarget}; nothing is changed then.
 */
export function acceptMask(
  slice: ViewedSlice,
  session: ImageSession,
  covered: MaskInBox,
  editing: LabelmapEditing,
  history: HostHistory,
): Omit<AcceptedMask, 'viewportId'> {
  const target = labelmapTarget(editing.operation, slice);
  const { segmentationId, segmentIndex, voxels, value, isLocked } = target;
  const memo = editing.createMemo(segmentationId, voxels);
  try {
    const count = writeMask({
      visit: (visit) => visitMaskVoxels(slice, covered, target.grid, visit),
      current: voxels,
      recorded: memo.voxelManager,
      value,
      isLocked,
    });
    const { label } = segmentation.state.getSegmentation(segmentationId)?.segments[segmentIndex] ?? {};
    const steps = history.capture(() => session.commit({ label, colorIndex: segmentIndex }));
    memo.postSteps = [...(memo.postSteps ?? []), ...steps];
    const slices = memo.voxelManager.getArrayOfModifiedSlices();
    segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(
      segmentationId,
      slices,
      segmentIndex,
    );
    return { segmentationId, segmentIndex, ...count };
  } finally {
    editing.doneEditMemo();
  }
}
