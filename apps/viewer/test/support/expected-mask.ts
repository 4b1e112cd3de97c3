import { loadPredictor, type PixelImage, type PointPrompt } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';

/** What onnx-node gives for a click and a second one after it, as a session asks. */
export async function expectedMask(image: PixelImage, [first, ...others]: readonly PointPrompt[]) {
  const predictor = await loadPredictor({ model: tiny, backend: onnxNode({ inRealm: true }) });
  try {
    const embedding = await predictor.encode(image);
    const outputs = ['mask', 'logits', 'lowRes'] as const;
    const points = [first as PointPrompt];
    let [mask] = await predictor.predict(embedding, { points }, { outputs });
    for (const point of others) {
      points.push(point);
      [mask] = await predictor.predict(embedding, { points: [...points], mask: mask?.lowRes }, { outputs });
    }
    embedding.release();
    if (!mask?.mask || !mask.logits) throw new Error('no mask');
    return { bits: mask.mask.bits, logits: mask.logits, width: mask.width, height: mask.height };
  } finally {
    await predictor.dispose();
  }
}

/** Pixels in which a mask differs from the expected one, but for those whose logit is near 0. */
export function differing(
  { bits, logits }: Awaited<ReturnType<typeof expectedMask>>,
  inside: ReadonlySet<number>,
): number[] {
  const different: number[] = [];
  for (let at = 0; at < bits.length; at++) {
    if (Math.abs(logits[at] ?? 0) >= 1e-2 && (bits[at] === 1) !== inside.has(at)) different.push(at);
  }
  return different;
}
