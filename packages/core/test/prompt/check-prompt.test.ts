import { describe, expect, it } from 'vitest';
import { checkPrompt, type Prompt } from '../../src/index.js';

const size = { width: 100, height: 50 };
const all = { prompts: ['point', 'box', 'mask'], lowRes: [8, 8] } as const;
const facts = { prompts: [...all.prompts], lowRes: [8, 8] as [number, number] };

describe('checkPrompt', () => {
  it.each<[string, Prompt]>([
    ['a point', { points: [{ x: 3, y: 4, label: 1 }] }],
    ['points outside, by at most the image’s size', { points: [{ x: -100, y: 100, label: 0 }] }],
    ['a box', { box: [0, 0, 100, 50] }],
    ['a mask', { mask: { bits: new Uint8Array(5000), width: 100, height: 50 } }],
    ['logits', { mask: { data: new Float32Array(64), width: 8, height: 8 } }],
    [
      'all together',
      {
        points: [{ x: 3, y: 4, label: 1 }],
        box: [1, 1, 2, 2],
        mask: { data: new Float32Array(64), width: 8, height: 8 },
      },
    ],
  ])('takes %s', (_, prompt) => {
    expect(checkPrompt(prompt, size, facts)).toBeUndefined();
  });

  it.each<[string, Prompt]>([
    ['nothing', {}],
    ['no points', { points: [] }],
  ])('refuses %s as EMPTY_PROMPT', (_, prompt) => {
    expect(() => checkPrompt(prompt, size, facts)).toThrow(expect.objectContaining({ code: 'EMPTY_PROMPT' }));
  });

  it.each<[string, Prompt]>([
    ['a coordinate that is not a number', { points: [{ x: Number.NaN, y: 1, label: 1 }] }],
    ['an infinite coordinate', { points: [{ x: 1, y: Infinity, label: 1 }] }],
    ['a point too far left', { points: [{ x: -100.5, y: 1, label: 1 }] }],
    ['a point too far down', { points: [{ x: 1, y: 100.5, label: 1 }] }],
    ['SAM’s padding label', { points: [{ x: 1, y: 1, label: -1 as never }] }],
    ['a label that is a boolean', { points: [{ x: 1, y: 1, label: true as never }] }],
    ['an empty box', { box: [5, 5, 5, 9] }],
    ['a box the wrong way round', { box: [1, 9, 5, 2] }],
    ['a box of three numbers', { box: [1, 2, 3] as never }],
    ['a box too far outside', { box: [1, 2, 300, 4] }],
    ['a mask of another size', { mask: { bits: new Uint8Array(5000), width: 50, height: 100 } }],
    ['a mask of another length', { mask: { bits: new Uint8Array(4999), width: 100, height: 50 } }],
    ['logits of another size', { mask: { data: new Float32Array(128), width: 16, height: 8 } }],
    [
      'logits that are not numbers',
      { mask: { data: new Float32Array(64).fill(Number.NaN), width: 8, height: 8 } },
    ],
  ])('refuses %s as INVALID_ARGUMENT', (_, prompt) => {
    expect(() => checkPrompt(prompt, size, facts)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it.each<[string, Prompt]>([
    ['point', { points: [{ x: 3, y: 4, label: 1 }] }],
    ['box', { box: [1, 1, 2, 2] }],
    ['mask', { mask: { data: new Float32Array(64), width: 8, height: 8 } }],
  ])('refuses a %s that the decoder does not take as PROMPT_UNSUPPORTED', (kind, prompt) => {
    const prompts = all.prompts.filter((known) => known !== kind);
    expect(() => checkPrompt(prompt, size, { ...facts, prompts })).toThrow(
      expect.objectContaining({ code: 'PROMPT_UNSUPPORTED', details: { kind, prompts } }),
    );
  });
});
