import type { VisitVoxel } from './mask-voxels.js';

/** What is used of a labelmap's voxel managers. */
export interface LabelVoxels {
  getAtIJK(i: number, j: number, k: number): unknown;
  setAtIJK(i: number, j: number, k: number, value: number): unknown;
}

/** How a mask is written. */
export interface MaskWriting {
  /** Calls its argument with each voxel of the mask. */
  readonly visit: (visit: VisitVoxel) => void;
  /** Of the labelmap: what is there now. A memo's own manager answers reads with what was there before. */
  readonly current: LabelVoxels;
  /** Of the memo: writes and remembers. */
  readonly recorded: LabelVoxels;
  /** The value of the segment. */
  readonly value: number;
  /** Whether voxels of this value are another segment's that is locked. */
  readonly isLocked: (value: number) => boolean;
}

/** How many voxels became the segment's, were its already, or stayed a locked segment's. */
export interface WrittenVoxels {
  readonly written: number;
  readonly kept: number;
  readonly locked: number;
}

/** Gives the voxels of a mask to a segment, except those of locked ones. */
export function writeMask({ visit, current, recorded, value, isLocked }: MaskWriting): WrittenVoxels {
  const count = { written: 0, kept: 0, locked: 0 };
  visit((i, j, k) => {
    const before = Number(current.getAtIJK(i, j, k));
    if (before === value) count.kept++;
    else if (before !== 0 && isLocked(before)) count.locked++;
    else {
      recorded.setAtIJK(i, j, k, value);
      count.written++;
    }
  });
  return count;
}
