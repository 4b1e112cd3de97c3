import type { Rgb } from './segment-colours.js';

/** A segment of a 3D Slicer segmentation. */
export interface Segment {
  /** Unique in the file; `Segment_1` … when written without. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The value that its voxels have. */
  readonly labelValue: number;
  /** Which of the file's volumes holds it; 0 where segments do not overlap. */
  readonly layer: number;
  /** Red, green and blue, 0 to 1. */
  readonly colour?: Rgb | undefined;
  /** First and last index along i, j and k; the last below the first of an empty one. */
  readonly extent?: readonly number[] | undefined;
  /** Slicer's own, such as `Segmentation.Status` and `TerminologyEntry`. */
  readonly tags: ReadonlyMap<string, string>;
}

const FIELD = /^Segment(\d+)_(\w+)$/;
/** A header of a few megabytes cannot name more. */
const MAX_SEGMENTS = 100_000;

/** The segments that the keys and values of a header describe. */
export function readSegments(keyValues: ReadonlyMap<string, string>): Segment[] {
  const found = new Map<number, Map<string, string>>();
  for (const [key, value] of keyValues) {
    const [, index, field] = FIELD.exec(key) ?? [];
    if (index === undefined || field === undefined || Number(index) >= MAX_SEGMENTS) continue;
    const fields = found.get(Number(index)) ?? new Map<string, string>();
    found.set(Number(index), fields.set(field, value));
  }
  return [...found]
    .filter(([, fields]) => fields.has('ID'))
    .sort(([a], [b]) => a - b)
    .map(([index, fields]) => segmentOf(index, fields));
}

function segmentOf(index: number, fields: ReadonlyMap<string, string>): Segment {
  const numbers = (name: string, count: number) => {
    const values = fields.get(name)?.trim().split(/\s+/).map(Number);
    return values?.length === count && values.every(Number.isFinite) ? values : undefined;
  };
  const id = fields.get('ID') ?? '';
  return {
    id,
    name: fields.get('Name') ?? id,
    // Files before Slicer 4.11 number segments by their order.
    labelValue: numbers('LabelValue', 1)?.[0] ?? index + 1,
    layer: numbers('Layer', 1)?.[0] ?? 0,
    colour: numbers('Color', 3) as Rgb | undefined,
    extent: numbers('Extent', 6),
    tags: new Map(
      (fields.get('Tags') ?? '')
        .split('|')
        .filter((tag) => tag.includes(':'))
        .map((tag) => [tag.slice(0, tag.indexOf(':')), tag.slice(tag.indexOf(':') + 1)] as const),
    ),
  };
}
