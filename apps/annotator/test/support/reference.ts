import {
  type BinaryMask,
  decodeRle,
  decompressRle,
  iou,
  loadPredictor,
  type Mask,
  type ModelSource,
  type Prompt,
  type PromptRound,
  type SessionRecord,
} from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';

/** Masks of a model on onnx-node, the default one when absent, which the page's are compared with. */
export async function openReference(path: string, model: ModelSource = tiny) {
  const predictor = await loadPredictor({ model, backend: onnxNode() });
  const embedding = await predictor.encode(await readImage(path));
  return {
    async mask(prompt: Prompt): Promise<BinaryMask> {
      const [mask] = await predictor.predict(embedding, prompt);
      if (!mask?.mask) throw new Error('A prompt is answered with a mask.');
      return mask.mask;
    },
    /** The logits of the last of several rounds, each fed those of the one before, as sessions ask. */
    async logits(rounds: readonly PromptRound[]): Promise<Float32Array> {
      const outputs = ['logits', 'lowRes'] as const;
      let answer: Mask | undefined;
      for (const { points, box, candidate } of rounds) {
        const prompt = { points, box, mask: answer?.lowRes };
        [answer] = await predictor.predict(embedding, prompt, { outputs });
        if (answer?.candidate !== candidate) throw new Error('The session chose another candidate.');
      }
      if (!answer?.logits) throw new Error('There is a round, and it is answered with logits.');
      return answer.logits;
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
