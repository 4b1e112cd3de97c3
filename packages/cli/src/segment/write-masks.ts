import type { Mask } from '@medicosam/core';
import { maskToPng, writeFileAtomic } from '@medicosam/io/node';
import type { InputSlice } from '../input/read-slice.js';
import type { SegmentJob } from './job.js';
import { pathOfMask } from './output-paths.js';
import type { MaskResult } from './segment-result.js';

/** An object and its masks, the chosen one first. */
export interface ObjectMasks {
  readonly name?: string | undefined;
  readonly masks: readonly Mask[];
  /** Of a replayed object: with the recorded mask; null where that is the mask itself. */
  readonly iou?: number | null | undefined;
}

/**
 * Writes masks where a path is given, each to a PNG, or adds all to a file of labels, which is written later; and says
 * what they are.
 */
export async function writeMasks(
  objects: readonly ObjectMasks[],
  { maskPath, labels }: Pick<SegmentJob, 'maskPath' | 'labels'>,
  slice: InputSlice,
): Promise<MaskResult[]> {
  if (labels === undefined) return writePngs(objects, maskPath);
  const masks = await writePngs(objects, undefined);
  const numbers = labels.add(
    objects.flatMap(({ name, masks: [mask] }) =>
      mask?.mask ? [{ name, mask: mask.mask, score: finite(mask.predictedIou) }] : [],
    ),
    slice,
  );
  return masks.map((mask, index) => ({ ...mask, file: labels.path, label: numbers[index] as number }));
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

async function writePngs(
  objects: readonly ObjectMasks[],
  maskPath: string | undefined,
): Promise<MaskResult[]> {
  const labels = fileLabels(objects);
  const results: MaskResult[] = [];
  for (const [object, { name, masks, iou }] of objects.entries()) {
    for (const mask of masks) {
      const parts = [
        ...(labels[object] === undefined ? [] : [labels[object]]),
        ...(masks.length > 1 ? [`candidate-${mask.candidate}`] : []),
      ];
      const file =
        maskPath === undefined || parts.length === 0 ? maskPath : pathOfMask(maskPath, parts.join('.'));
      if (file !== undefined) await writeFileAtomic(file, maskToPng(mask));
      results.push({
        object,
        ...(name === undefined ? {} : { name }),
        ...(file === undefined ? {} : { file }),
        area: mask.area,
        box: mask.box,
        predictedIou: numberOrNull(mask.predictedIou),
        stabilityScore: numberOrNull(mask.stabilityScore),
        candidate: mask.candidate,
        ...(iou === undefined ? {} : { iou }),
        rle: mask.toCompressedRLE(),
      });
    }
  }
  return results;
}

/** The name or number of each object, as its file has it; the number too where a name comes twice. */
function fileLabels(objects: readonly ObjectMasks[]): (string | undefined)[] {
  // Some file systems do not tell upper from lower case.
  const key = (name: string | undefined) => name?.toLowerCase();
  return objects.map(({ name }, index) => {
    if (name === undefined) return objects.length > 1 ? `${index + 1}` : undefined;
    const isAlone = objects.filter((other) => key(other.name) === key(name)).length === 1;
    return isAlone ? name : `${name}.${index + 1}`;
  });
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
