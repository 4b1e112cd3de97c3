import {
  type BinaryMask,
  createMask,
  type ImageEmbedding,
  type PixelImage,
  type Predictor,
  type Prompt,
} from '@medicosam/core';

/** Answers with what a physicist expects: what is bright, or red, and hangs together with the prompt. */
export interface FloodPredictor extends Predictor {
  readonly images: PixelImage[];
  readonly signals: { readonly aborted: boolean }[];
  /** Embeddings that were made, and those of them that nobody released. */
  made(): number;
  held(): number;
  /** How long an encoding takes, ms. */
  delayMs: number;
}

/** Of real values, and of the first channel of a colour. */
const [LIMIT, COLOUR_LIMIT] = [500, 128];

function flood(image: PixelImage, x: number, y: number): BinaryMask {
  const { data, width, height, rescale = { slope: 1, intercept: 0 } } = image;
  const bits = new Uint8Array(width * height);
  const channels = data.length / (width * height);
  const limit = channels > 1 ? COLOUR_LIMIT : LIMIT;
  const isIn = (at: number) => Number(data[at * channels]) * rescale.slope + rescale.intercept >= limit;
  const queue = [Math.round(y) * width + Math.round(x)];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (bits[at] || !isIn(at)) continue;
    bits[at] = 1;
    const column = at % width;
    if (column > 0) queue.push(at - 1);
    if (column < width - 1) queue.push(at + 1);
    if (at >= width) queue.push(at - width);
    if (at < width * (height - 1)) queue.push(at + width);
  }
  return { bits, width, height };
}

function seedOf({ points = [], box }: Prompt): readonly [number, number] {
  const point = points.find(({ label }) => label === 1);
  if (point) return [point.x, point.y];
  if (box) return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return [0, 0];
}

function maskOf(mask: BinaryMask) {
  let area = 0;
  for (const bit of mask.bits) area += bit;
  return createMask({
    width: mask.width,
    height: mask.height,
    candidate: 0,
    predictedIou: 1,
    stabilityScore: 1,
    area,
    box: [0, 0, mask.width, mask.height],
    mask,
  });
}

export function floodPredictor(): FloodPredictor {
  const images = new Map<ImageEmbedding, PixelImage>();
  let made = 0;
  const predictor: FloodPredictor = {
    images: [],
    signals: [],
    made: () => made,
    held: () => images.size,
    delayMs: 0,
    info: {
      manifest: {
        id: 'flood',
        hash: 'flood',
        trained: { maskPrompts: false },
        decoder: { prompts: ['point', 'box'], lowRes: [1, 1] },
      },
    } as unknown as Predictor['info'],
    async encode(image, { signal } = {}) {
      predictor.images.push(image);
      if (signal) predictor.signals.push(signal);
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, predictor.delayMs);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      });
      const { width, height } = image;
      let references = 1;
      const embedding: ImageEmbedding = {
        modelHash: 'flood',
        transform: { original: { width, height }, input: { width, height }, side: 1, preprocess: 'sam' },
        normalisation: 'none',
        warnings: [],
        tensors: {},
        get released() {
          return references === 0;
        },
        retain() {
          references++;
          return embedding;
        },
        release() {
          if (references > 0 && --references === 0) images.delete(embedding);
        },
        serialise: async () => new Uint8Array(),
      };
      made++;
      images.set(embedding, image);
      return embedding;
    },
    async predict(embedding, prompt, { signal } = {}) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (signal?.aborted) throw signal.reason;
      const image = images.get(embedding);
      if (!image) throw new Error('the embedding was released');
      return [maskOf(flood(image, ...seedOf(prompt)))];
    },
    predictMany: async () => [],
    restore: async () => {
      throw new Error('not used');
    },
    // biome-ignore lint/correctness/useYield: it is not used.
    stream: async function* () {
      throw new Error('not used');
    },
    dispose: async () => {},
  };
  return predictor;
}
