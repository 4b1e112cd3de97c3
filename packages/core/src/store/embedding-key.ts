import type { Warning } from '../errors/medicosam-error.js';
import { resolveNormalisation } from '../image/choose-normalisation.js';
import { formatNormalisation } from '../image/normalisation.js';
import type { PixelImage } from '../image/pixel-image.js';
import { sha256, TextEncoder } from '../platform.js';
import type { EncodeOptions, PredictorInfo } from '../predictor/predictor.js';
import { hashImage } from '../session/hash-image.js';
import type { EmbeddingKey } from './embedding-store.js';

/** The key of an embedding that is yet to be made, and what is to be said of it. */
export interface ForeseenEmbedding {
  readonly key: EmbeddingKey;
  /** What is chosen in the caller's stead, such as `NORMALISATION_CHOSEN`. */
  readonly warnings: readonly Warning[];
}

/**
 * What an image is encoded to, told before it is. Two images of the same pixels may differ in their windows: which one
 * is used is part of the key.
 *
 * @returns undefined where it cannot be told: where the platform has no SHA-256, or of a range that is not finite.
 * @throws MedicoSamError `IMAGE_INVALID`, `NORMALISATION_INVALID`.
 */
export async function foreseeEmbedding(
  image: PixelImage,
  { normalisation: asked, joint }: Pick<EncodeOptions, 'normalisation' | 'joint'>,
  info: Pick<PredictorInfo, 'manifest' | 'storage'>,
): Promise<ForeseenEmbedding | undefined> {
  const { trained } = info.manifest;
  // JSON, of which the address is made, knows no other numbers.
  if (joint && !(Number.isFinite(joint.lo) && Number.isFinite(joint.hi))) return undefined;
  const { normalisation, warnings } = resolveNormalisation(image, asked, trained.normalisation);
  const [hash, encoder] = await Promise.all([hashImage(image), encoderHash(info)]);
  if (hash === undefined || encoder === undefined) return undefined;
  const key: EmbeddingKey = {
    image: hash,
    normalisation: formatNormalisation(normalisation),
    joint: normalisation.mode === 'minmax-joint' && joint ? { lo: joint.lo, hi: joint.hi } : null,
    encoder,
  };
  return { key, warnings };
}

/**
 * SHA-256 in hex of what a predictor's encoder is: the model, its weights as they are stored (an encoder in 8 bits gives
 * other values), how it wants its input, and how its embedding is serialised. The device is no part of it.
 *
 * @returns undefined where the platform has no SHA-256.
 */
export function encoderHash({
  manifest,
  storage,
}: Pick<PredictorInfo, 'manifest' | 'storage'>): Promise<string | undefined> {
  const { hash, image, trained, embedding, weights } = manifest;
  const facts = [
    hash,
    weights.filter((file) => file.storage === storage).map((file) => file.sha256),
    image.size,
    image.mean,
    image.std,
    trained.preprocess,
    embedding.map(({ name, dims, store }) => [name, dims, store]),
  ];
  return sha256(new TextEncoder().encode(JSON.stringify(facts)));
}
