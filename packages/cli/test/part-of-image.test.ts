import {
  compressRle,
  hashImage,
  type ObjectOrigin,
  type PixelImage,
  type SessionRecord,
} from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { partOfImage } from '../src/session/part-of-image.js';

const image = (value: number, width = 4): PixelImage => ({
  data: new Uint8Array(width * 3).fill(value),
  width,
  height: 3,
  channels: 1,
});
const originOf = (hash: string | null, width = 4): ObjectOrigin => ({
  image: { hash, width, height: 3 },
  model: { id: 'tiny', hash: 'a'.repeat(64) },
  normalisation: 'none',
  threshold: 0,
  rounds: [{ points: [{ x: 1, y: 1, label: 1 }], candidate: 0 }],
});
const commit = (label: string, name: string, origin: ObjectOrigin | null) => ({
  target: { image: name },
  label,
  colorIndex: 1,
  locked: false,
  mask: compressRle({ size: [3, 4], counts: [12] }),
  origin,
});

async function record(): Promise<SessionRecord & { prompts: NonNullable<SessionRecord['prompts']> }> {
  const [first = null, second = null] = await Promise.all([hashImage(image(1)), hashImage(image(2))]);
  return {
    format: 'medicosam-session',
    version: 1,
    commits: [
      commit('one', 'ct', originOf(first)),
      commit('two', 'mr', originOf(second)),
      commit('by hand on one', 'ct', null),
      commit('by hand on two', `${second}`, null),
    ],
    prompts: { target: { image: 'ct' }, mask: null, origin: originOf(first) },
  };
}

const labels = ({ commits }: SessionRecord) => commits.map(({ label }) => label);

describe('the part of a record on an image', () => {
  it('is what was made on its pixels, and by hand on the same target', async () => {
    const all = await record();
    const first = await partOfImage(all, image(1));
    expect([labels(first), first.prompts]).toEqual([['one', 'by hand on one'], all.prompts]);
    const second = await partOfImage(all, image(2));
    expect([labels(second), second.prompts]).toEqual([['two', 'by hand on two'], null]);
    const other = await partOfImage(all, image(3));
    expect([labels(other), other.prompts]).toEqual([[], null]);
  });

  it('is told by the size alone where the record has no hash', async () => {
    const all = { ...(await record()), commits: [commit('one', 'ct', originOf(null))], prompts: null };
    expect(labels(await partOfImage(all, image(7)))).toEqual(['one']);
    expect(labels(await partOfImage(all, image(7, 5)))).toEqual([]);
  });
});
