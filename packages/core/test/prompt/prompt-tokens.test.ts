import { describe, expect, it } from 'vitest';
import { createTransform, type Prompt, packBatch, promptTokens } from '../../src/index.js';

const transform = createTransform(512, 256, 1024, 'sam');
const tokens = (prompt: Prompt) => {
  const { points, labels } = promptTokens(prompt, transform);
  return { points: Array.from(points), labels: Array.from(labels) };
};
const point = { x: 10, y: 20.5, label: 1 } as const;
const mask = { data: new Float32Array(4), width: 2, height: 2 };

describe('promptTokens', () => {
  it('appends SAM’s padding point to points without a box', () => {
    expect(tokens({ points: [point, { x: 1, y: 2, label: 0 }] })).toEqual({
      points: [20, 41, 2, 4, 0, 0],
      labels: [1, 0, -1],
    });
  });

  it('puts the corners of a box behind the points, and no padding point', () => {
    expect(tokens({ points: [point], box: [0, 1, 512, 256] })).toEqual({
      points: [20, 41, 0, 2, 1024, 512],
      labels: [1, 2, 3],
    });
  });

  it('makes two tokens of a box alone', () => {
    expect(tokens({ box: [0, 1, 512, 256] })).toEqual({ points: [0, 2, 1024, 512], labels: [2, 3] });
    expect(tokens({ points: [], box: [0, 1, 512, 256] }).labels).toEqual([2, 3]);
  });

  it('makes one absent token of a mask alone, and a padding point of a mask with points', () => {
    expect(tokens({ mask })).toEqual({ points: [0, 0], labels: [-2] });
    expect(tokens({ mask, points: [point] }).labels).toEqual([1, -1]);
  });
});

describe('packBatch', () => {
  it('fills short objects with absent tokens', () => {
    const objects = [{ points: [point] }, { points: [point], box: [0, 0, 1, 1] as const }, { mask }];
    const { points, labels, n, p } = packBatch(objects.map((prompt) => promptTokens(prompt, transform)));
    expect([n, p]).toEqual([3, 3]);
    expect(Array.from(labels)).toEqual([1, -1, -2, 1, 2, 3, -2, -2, -2]);
    expect(Array.from(points)).toEqual([20, 41, 0, 0, 0, 0, 20, 41, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0]);
  });

  it('of nothing is empty', () => {
    expect(packBatch([])).toMatchObject({ n: 0, p: 0 });
  });
});
