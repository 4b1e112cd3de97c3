import type { ByteSource } from '@medicosam/core';
import { externalRanges } from './external-ranges.js';

/** Above this share of a file it is read in one go. */
const MOST = 0.5;

/**
 * A weights file as the runtime takes it: whole, in memory. Of a file that several graphs share only the parts that this
 * one reads are filled, the rest stays 0 and, being untouched, takes no memory: a decoder needs some 16 MB of a file
 * that has 350 MB for the encoder.
 *
 * @param model - the graph
 * @throws MedicoSamError as `ByteSource.read`.
 */
export async function readWeights(weights: ByteSource, model: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const ranges = externalRanges(model);
  const wanted = ranges?.reduce((sum, { start, end }) => sum + end - start, 0) ?? weights.size;
  const isInside = ranges?.every(({ end }) => end <= weights.size) ?? false;
  if (!ranges || !isInside || wanted > MOST * weights.size) return weights.read(0, weights.size);
  const bytes = new Uint8Array(weights.size);
  for (const { start, end } of ranges) bytes.set(await weights.read(start, end - start), start);
  return bytes;
}
