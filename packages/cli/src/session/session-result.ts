import type { Mask, ObjectOrigin, Prompt, Warning } from '@medicosam/core';
import { overlay, writeImage } from '@medicosam/io/node';
import type { InputSlice } from '../input/read-slice.js';
import type { SegmentJob } from '../segment/job.js';
import { type PromptEcho, type SegmentResult, sliceEcho } from '../segment/segment-result.js';
import { writeMasks } from '../segment/write-masks.js';
import { objectName } from './object-name.js';

/** An object of a session, its mask and how it came about. */
export interface SessionObject {
  readonly label: string;
  readonly mask: Mask;
  readonly origin: ObjectOrigin | null | undefined;
  readonly iou?: number | null | undefined;
}

/** Writes what the job asks for of a session's objects, and says what they are. */
export async function sessionResult(
  job: SegmentJob,
  slice: InputSlice,
  objects: readonly SessionObject[],
  facts: Pick<SegmentResult, 'normalisation' | 'fromCache' | 'timings'> & {
    readonly warnings: readonly Warning[];
  },
): Promise<SegmentResult> {
  const { image } = slice;
  const { file, selection, overlayPath } = job;
  if (overlayPath !== undefined) {
    const prompts = objects.map(({ origin }): Prompt => {
      const { points, box } = origin?.rounds.at(-1) ?? {};
      return { points, box };
    });
    const masks = objects.map(({ mask }) => mask);
    await writeImage(overlayPath, overlay(image, masks, { normalisation: facts.normalisation, prompts }));
  }
  const named = objects.map(({ label, mask, iou }) => ({ name: objectName(label), masks: [mask], iou }));
  const masks = await writeMasks(named, job, slice);
  return {
    file,
    ...sliceEcho(slice, selection),
    width: image.width,
    height: image.height,
    prompts: objects.map(echo),
    normalisation: facts.normalisation,
    masks,
    ...(overlayPath === undefined ? {} : { overlay: overlayPath }),
    fromCache: facts.fromCache,
    timings: facts.timings,
    warnings: facts.warnings,
  };
}

/** The prompts that were there in the end. */
function echo({ label, origin }: SessionObject): PromptEcho {
  const name = objectName(label);
  const { points = [], box } = origin?.rounds.at(-1) ?? {};
  return {
    ...(name === undefined ? {} : { name }),
    ...(points.length === 0
      ? {}
      : { points: points.map(({ x, y, label: inside }) => [x, y, inside] as const) }),
    ...(box === undefined ? {} : { box }),
  };
}
