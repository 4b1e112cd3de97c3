import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { openImages } from '@medicosam/io/open';
import type { NamedBytes } from './open-viewer.js';

/** Files as a page has them. */
export const filesOf = (files: readonly (string | NamedBytes)[]): File[] =>
  files.map((file) => {
    const { name, bytes } =
      typeof file === 'string' ? { name: basename(file), bytes: readFileSync(file) } : file;
    return new File([new Uint8Array(bytes)], name);
  });

/** Real values of what io reads from files, at some places of each slice; of colour none. */
export async function realValues(
  files: readonly (string | NamedBytes)[],
  places: (count: number) => readonly number[],
) {
  const { items } = await openImages(filesOf(files));
  const [item] = items;
  const frames = item?.frames;
  const source = (await item?.read?.()) ?? (frames?.name === 'volumes' ? await frames.read(0) : undefined);
  const count = source?.depth ?? frames?.count ?? 0;
  const slices: number[][] = [];
  let asked: readonly number[] = [];
  for (let k = 0; k < count; k++) {
    const volume = source ?? (await frames?.read(k));
    const { image } = (await volume?.cut('k', source ? k : 0)) ?? {};
    if (!image) throw new Error('no image');
    const { slope = 1, intercept = 0 } = image.rescale ?? {};
    asked = places(image.data.length);
    slices.push(asked.map((at) => slope * Number(image.data[at]) + intercept));
  }
  return { places: asked, slices };
}
