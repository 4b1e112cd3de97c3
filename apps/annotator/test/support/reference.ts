import {
  type BinaryMask,
  decodeRle,
  decompressRle,
  iou,
  loadPredictor,
  type Prompt,
  type SessionRecord,
} from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';

/** Masks of the default model on onnx-node, which the page's are compared with. */
export async function openReference(path: string) {
  const predictor = await loadPredictor({ model: tiny, backend: onnxNode() });
  const embedding = await predictor.encode(await readImage(path));
  return {
    async mask(prompt: Prompt): Promise<BinaryMask> {
      const [mask] = await predictor.predict(embedding, prompt);
      if (!mask?.mask) throw new Error('A prompt is answered with a mask.');
      return mask.mask;
    },
    close: () => predictor.dispose(),
  };
}

type Recorded = SessionRecord['commits'][number]['mask'] | null | undefined;

/** IoU of a recorded mask and another. */
export function overlap(recorded: Recorded, other: BinaryMask): number {
  if (!recorded) throw new Error('The record has no mask.');
  return iou(decodeRle(decompressRle(recorded)), other);
}
