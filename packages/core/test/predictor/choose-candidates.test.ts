import { describe, expect, test } from 'vitest';
import { chooseCandidates } from '../../src/predictor/choose-candidates.js';

const ious = Float32Array.of(0.95, 0.6, 0.9, 0.7);
const positive = { x: 1, y: 1, label: 1 } as const;
const negative = { x: 1, y: 1, label: 0 } as const;
const box = [0, 0, 5, 5] as const;
const mask = { data: new Float32Array(64), width: 8, height: 8 };

describe('chooseCandidates', () => {
  test.each([
    ['one foreground point: the best of 1..3', { points: [positive] }, 'auto', [2]],
    ['one background point', { points: [negative] }, 'auto', [0]],
    ['two points', { points: [positive, negative] }, 'auto', [0]],
    ['a box', { box }, 'auto', [0]],
    ['a point and a box', { points: [positive], box }, 'auto', [0]],
    ['a point and a mask', { points: [positive], mask }, 'auto', [0]],
    ['one foreground point, multimask off', { points: [positive] }, false, [0]],
    ['a box, multimask on: 1..3 by falling predicted IoU', { box }, true, [2, 3, 1]],
    ['multimask absent is auto', { points: [positive] }, undefined, [2]],
  ] as const)('%s', (_, prompt, multimask, expected) => {
    expect(chooseCandidates(prompt, multimask, ious)).toEqual(expected);
  });

  test('a decoder of one mask has candidate 0 only', () => {
    expect(chooseCandidates({ points: [positive] }, true, Float32Array.of(0.5))).toEqual([0]);
  });
});
