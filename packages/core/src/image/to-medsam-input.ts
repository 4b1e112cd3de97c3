/**
 * MedSAM's network input from its resized 8-bit RGB image: smallest to largest value of all channels to 0..1,
 * without mean and std. The image fills the square: there is no padding.
 *
 * @param resized `side` × `side` × 3, interleaved.
 * @returns float32 [1, 3, side, side].
 * @see MedSAM_Inference.py
 */
export function toMedsamInput(resized: Uint8Array, side: number): Float32Array<ArrayBuffer> {
  let [lo, hi] = [255, 0];
  for (const value of resized) {
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  const range = Math.max(hi - lo, 1e-8);
  const pixels = side * side;
  const out = new Float32Array(3 * pixels);
  for (let pixel = 0, from = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      out[channel * pixels + pixel] = ((resized[from++] as number) - lo) / range;
    }
  }
  return out;
}
