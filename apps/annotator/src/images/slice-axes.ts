import { type Affine, SLICE_INDICES, type SliceAxis } from '@medicosam/core';
import type { VolumeFacts } from './volume-facts.js';

/** Where LPS axes lead: their positive and their negative end. */
const ENDS = ['LR', 'PA', 'SI'] as const;
const PLANES = ['Sagittal', 'Coronal', 'Axial'] as const;

/** The axes that slices can be cut across; of a single slice, that one. */
export const axesOf = ({ size }: Pick<VolumeFacts, 'size'>): readonly SliceAxis[] =>
  size[2] > 1 ? ['k', 'j', 'i'] : ['k'];

/** How many slices there are across an axis. */
export const sliceCount = ({ size }: Pick<VolumeFacts, 'size'>, axis: SliceAxis): number =>
  size[SLICE_INDICES[axis][2]];

/** Height of a slice's pixel by its width. */
export function pixelAspect({ spacing }: Pick<VolumeFacts, 'spacing'>, axis: SliceAxis): number {
  if (!spacing) return 1;
  const [x, y] = SLICE_INDICES[axis];
  const aspect = spacing[y] / spacing[x];
  return Number.isFinite(aspect) && aspect > 0 ? aspect : 1;
}

/** What a slice across an axis is called: by the direction of the patient that it is cut across, or the index. */
export function planeName({ affine }: Pick<VolumeFacts, 'affine'>, axis: SliceAxis): string {
  const letters = affine && indexEnds(affine);
  // The plane is named by what it is cut across: two directions span it, the third counts.
  return letters ? (PLANES[letters[SLICE_INDICES[axis][2]].direction] as string) : `Across ${axis}`;
}

/**
 * How a slice is mirrored to be seen as radiologists are used to: the patient's right, or front, on the left; front, or head, at
 * the top. As it is stored where the file states no place.
 */
export function mirrorOf({ affine }: Pick<VolumeFacts, 'affine'>, axis: SliceAxis) {
  if (!affine) return { x: false, y: false };
  const ends = indexEnds(affine);
  const [x, y] = SLICE_INDICES[axis];
  return { x: 'RA'.includes(ends[x].to), y: 'AS'.includes(ends[y].to) };
}

/** Letters of the patient's sides at the left, right, top and bottom of a slice as it is shown. */
export function edgeLetters({ affine }: Pick<VolumeFacts, 'affine'>, axis: SliceAxis) {
  if (!affine) return undefined;
  const ends = indexEnds(affine);
  const [x, y] = SLICE_INDICES[axis];
  const mirror = mirrorOf({ affine }, axis);
  const seen = (end: IndexEnd, isMirrored: boolean) =>
    isMirrored ? ([end.to, end.from] as const) : ([end.from, end.to] as const);
  const [left, right] = seen(ends[x], mirror.x);
  const [top, bottom] = seen(ends[y], mirror.y);
  return { left, right, top, bottom };
}

interface IndexEnd {
  /** 0 to 2: nearest to which axis of LPS the index runs. */
  readonly direction: number;
  readonly from: string;
  readonly to: string;
}

/** For each index, along which direction of the patient it grows; each direction once. */
function indexEnds(affine: Affine): readonly [IndexEnd, IndexEnd, IndexEnd] {
  const left = new Set([0, 1, 2]);
  const at = (row: number, column: number) => affine[row * 4 + column] as number;
  const endOf = (column: number): IndexEnd => {
    const size = (row: number) => Math.abs(at(row, column));
    const direction = [...left].reduce((best, row) => (size(row) > size(best) ? row : best));
    left.delete(direction);
    const [plus = '', minus = ''] = ENDS[direction] as string;
    return at(direction, column) >= 0
      ? { direction, from: minus, to: plus }
      : { direction, from: plus, to: minus };
  };
  return [endOf(0), endOf(1), endOf(2)];
}
