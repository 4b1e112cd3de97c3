import type { PromptOptions } from '../options/prompt-options.js';
import { UsageError } from '../usage-error.js';
import type { ObjectPrompt } from './job.js';

/**
 * Points, one box and a mask are one object; several boxes are an object each.
 *
 * @throws UsageError where nothing is given, or of several boxes it is uncertain which one points belong to.
 */
export function objectsOfOptions({
  point,
  box,
  worldPoint,
  worldBox,
  mask,
}: PromptOptions & { readonly mask?: string | undefined }): ObjectPrompt[] {
  const isWorld = worldPoint !== undefined || worldBox !== undefined;
  const boxes: ObjectPrompt[] = isWorld
    ? (worldBox ?? []).map((one) => ({ world: { box: one } }))
    : (box ?? []).map((one) => ({ box: one }));
  const points = worldPoint ?? point;
  if (boxes.length > 1) {
    if (points === undefined && mask === undefined) return boxes;
    throw new UsageError(
      'Several boxes are an object each, so points and a mask would be of no certain one.',
      'Run once an object, or list the objects in a file for --prompts.',
    );
  }
  const [only] = boxes;
  if (points === undefined && only === undefined && mask === undefined) {
    throw new UsageError(
      'Nothing says what to segment.',
      'Give --point x,y, --box x0,y0,x1,y1 or --mask file.png; for many images, --prompts prompts.json.',
    );
  }
  if (isWorld) return [{ world: { points: worldPoint, box: only?.world?.box }, mask }];
  return [{ points: point, box: only?.box, mask }];
}
