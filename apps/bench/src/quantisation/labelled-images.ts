import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BinaryMask, PixelImage, Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';

/** An object of a labelled image: what it is, and the two prompts it is asked for with. */
interface LabelledObject {
  readonly truth: BinaryMask;
  readonly point: Prompt;
  readonly box: Prompt;
}

/** An image and the objects on it. */
export interface LabelledImage {
  readonly file: string;
  readonly modality: string;
  readonly image: PixelImage;
  readonly objects: readonly LabelledObject[];
}

/** An object as `models/tiny/test/golden/evaluation.json` has it; its README says how they were chosen. */
interface ObjectEntry {
  readonly id: number;
  readonly component: boolean;
  readonly seed: readonly [number, number];
  readonly point: readonly [number, number];
  readonly box: readonly [number, number, number, number];
}
interface ImageEntry {
  readonly file: string;
  readonly label: string;
  readonly modality: string;
  readonly objects: readonly ObjectEntry[];
}

/** The labelled images of a folder, by the list of their objects; every `step`-th image. */
export async function* labelledImages(
  list: string | URL,
  folder: string,
  step = 1,
): AsyncGenerator<LabelledImage> {
  const { images } = JSON.parse(readFileSync(list, 'utf8')) as { images: ImageEntry[] };
  for (const { file, label, modality, objects } of images.filter((_, i) => i % step === 0)) {
    const labels = await readImage(join(folder, label));
    yield {
      file,
      modality,
      image: await readImage(join(folder, file)),
      objects: objects.map((object) => ({
        truth: trueMask(labels, object),
        point: { points: [{ x: object.point[0], y: object.point[1], label: 1 }] },
        box: { box: object.box },
      })),
    };
  }
}

/** The object's pixels: all of its id, or the 8-connected component that holds its seed. */
function trueMask({ data, width, height }: PixelImage, { id, component, seed }: ObjectEntry): BinaryMask {
  const bits = Uint8Array.from(data, (value) => (value === id ? 1 : 0));
  if (!component) return { bits, width, height };
  const kept = new Uint8Array(bits.length);
  const pending = [seed[1] * width + seed[0]];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (kept[at] === 1 || bits[at] !== 1) continue;
    kept[at] = 1;
    const [x, y] = [at % width, Math.floor(at / width)];
    for (let cy = Math.max(0, y - 1); cy <= Math.min(height - 1, y + 1); cy++) {
      for (let cx = Math.max(0, x - 1); cx <= Math.min(width - 1, x + 1); cx++) pending.push(cy * width + cx);
    }
  }
  return { bits: kept, width, height };
}
