import type { FeedSpec } from '../graph-job.js';

/** One point and SAM's not-a-point for each object, spread over the image. Model pixels. */
function prompts(objects: number): { points: number[]; labels: number[] } {
  const points: number[] = [];
  const labels: number[] = [];
  for (let i = 0; i < objects; i++) {
    points.push(100 + 100 * i, 900 - 90 * i, 0, 0);
    labels.push(1, -1);
  }
  return { points, labels };
}

/** Inputs of our decoder beside the image's. */
export function ourDecoderFeeds(objects: number): Record<string, FeedSpec> {
  const { points, labels } = prompts(objects);
  return {
    points: { dims: [objects, 2, 2], values: points },
    labels: { dims: [objects, 2], type: 'int32', values: labels },
  };
}

/** Inputs of the usual export (Segment Anything, `utils/onnx.py`). */
export function exportDecoderFeeds(
  objects: number,
  channels: number,
  cells: number,
): Record<string, FeedSpec> {
  const { points, labels } = prompts(objects);
  return {
    image_embeddings: { dims: [1, channels, cells, cells], fill: 'normal' },
    point_coords: { dims: [objects, 2, 2], values: points },
    point_labels: { dims: [objects, 2], values: labels },
    mask_input: { dims: [1, 1, cells * 4, cells * 4], fill: 'zeros' },
    has_mask_input: { dims: [1], values: [0] },
    orig_im_size: { dims: [2], values: [1024, 1024] },
  };
}
