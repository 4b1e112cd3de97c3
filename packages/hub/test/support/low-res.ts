import type { Predictor } from '@medicosam/core';

/** A picture of 256 × 192 pixels with no symmetry. */
const picture = () => {
  const [width, height] = [256, 192];
  const data = Uint8Array.from({ length: width * height }, (_, at) => (at * 7 + (at >> 8) * 31) % 251);
  return { data, width, height };
};

/** Low-res logits of a point and a box on that picture. */
export async function lowRes(predictor: Predictor): Promise<number[]> {
  const embedding = await predictor.encode(picture());
  const [mask] = await predictor.predict(embedding, {
    points: [{ x: 100, y: 80, label: 1 }],
    box: [40, 30, 200, 150],
  });
  await embedding.release();
  return Array.from(mask?.lowRes?.data ?? []);
}
