import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Size } from '../geometry/coordinates.js';
import type { Manifest } from '../manifest/manifest.js';
import type { BinaryMask } from '../mask/binary-mask.js';
import type { Box, LowResLogits, PointPrompt, Prompt } from './prompt.js';

/** What a model says about prompts: the `decoder` of its manifest. */
export type PromptFacts = Pick<Manifest['decoder'], 'prompts' | 'lowRes'>;

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

/** SAM clamps nothing, and a point a little outside is what a click beside a thin object gives. */
function checkPosition(what: string, x: number, y: number, { width, height }: Size): void {
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    throw invalid(`${what} has finite coordinates, got (${x}, ${y}).`);
  }
  if (x < -width || x > 2 * width || y < -height || y > 2 * height) {
    throw invalid(
      `${what} lies at most one image size outside the image of ${width} × ${height} pixels, got (${x}, ${y}).`,
    );
  }
}

function checkPoint(point: PointPrompt, index: number, size: Size): void {
  checkPosition(`Point ${index}`, point.x, point.y, size);
  if (point.label !== 0 && point.label !== 1) {
    throw invalid(
      `The label of a point is 1 (foreground) or 0 (background), got ${String(point.label)} at point ${index}.`,
    );
  }
}

function checkBox(box: Box, size: Size): void {
  const numbers: readonly number[] = box;
  if (numbers.length !== 4) throw invalid(`A box is [x0, y0, x1, y1], got ${numbers.length} numbers.`);
  const [x0, y0, x1, y1] = box;
  checkPosition('The first corner of the box', x0, y0, size);
  checkPosition('The second corner of the box', x1, y1, size);
  if (x1 <= x0 || y1 <= y0) {
    throw invalid(`A box [x0, y0, x1, y1] has x0 < x1 and y0 < y1, got [${box.join(', ')}].`);
  }
}

/** Whether a mask prompt is a mask in the size of the image, and not the logits of an earlier prediction. */
export function isBinaryMask(mask: BinaryMask | LowResLogits): mask is BinaryMask {
  return 'bits' in mask;
}

function checkMask(
  mask: BinaryMask | LowResLogits,
  size: Size,
  [lowHeight, lowWidth]: PromptFacts['lowRes'],
): void {
  const { width, height } = mask;
  if (isBinaryMask(mask)) {
    if (width !== size.width || height !== size.height || mask.bits.length !== width * height) {
      throw invalid(
        `A mask prompt has the size of the image, ${size.width} × ${size.height}, got ${width} × ${height} with ${mask.bits.length} values.`,
      );
    }
    return;
  }
  if (width !== lowWidth || height !== lowHeight || mask.data.length !== width * height) {
    throw invalid(
      `Low-res logits of this model are ${lowWidth} × ${lowHeight}, got ${width} × ${height} with ${mask.data.length} values.`,
    );
  }
  if (!mask.data.every(Number.isFinite))
    throw invalid('The low-res logits of a mask prompt are finite numbers.');
}

function requireSupport(kind: 'point' | 'box' | 'mask', { prompts }: PromptFacts): void {
  if (prompts.includes(kind)) return;
  throw new MedicoSamError('PROMPT_UNSUPPORTED', {
    message: `This model takes prompts of the kinds ${prompts.join(', ')}, not ${kind}.`,
    details: { kind, prompts },
  });
}

/**
 * Checks a prompt on an image of the given size, before any work.
 *
 * Points and corners may lie outside the image by up to its own width and height; they are not clamped.
 *
 * @throws MedicoSamError `EMPTY_PROMPT` without point, box and mask; `PROMPT_UNSUPPORTED` for a kind that the decoder
 *   does not take; `INVALID_ARGUMENT` for coordinates that are not finite or too far outside, a label other than 0
 *   and 1, a box without area, a mask of another size, logits that are not finite.
 */
export function checkPrompt(prompt: Prompt, size: Size, facts: PromptFacts): void {
  const { points = [], box, mask } = prompt;
  if (points.length === 0 && box === undefined && mask === undefined) {
    throw new MedicoSamError('EMPTY_PROMPT', {
      message: 'A prompt has at least one point, a box or a mask; this one has none.',
      hint: 'Give points: [{ x, y, label: 1 }] or box: [x0, y0, x1, y1].',
    });
  }
  if (points.length > 0) requireSupport('point', facts);
  for (const [index, point] of points.entries()) checkPoint(point, index, size);
  if (box !== undefined) {
    requireSupport('box', facts);
    checkBox(box, size);
  }
  if (mask !== undefined) {
    requireSupport('mask', facts);
    checkMask(mask, size, facts.lowRes);
  }
}
