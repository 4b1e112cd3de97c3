import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openCheckpoint, overlay } from '../../src/checkpoint/index.js';
import { describeNetwork } from '../../src/describe/index.js';
import { readFixture } from './support/fixtures.js';
import { fileOf, stateDict } from './support/named-tensors.js';
import { sharedFile, WITHOUT_SHARED } from './support/shared.js';

test('tensors of the second file replace those of the first, which keeps the rest', async () => {
  const base = await openCheckpoint(readFixture('vit_mini.pt'));
  const key = 'mask_decoder.iou_token.weight';
  const whole = overlay(base, await openCheckpoint(fileOf(stateDict([key]))));
  expect(whole.tensors.size).toBe(base.tensors.size);
  expect(whole.tensors.get(key)?.dims).toEqual([1]);
  expect(base.tensors.get(key)?.dims).toEqual([1, 32]);
  expect(whole.notes.at(-1)).toBe('A second file replaces 1 tensors of the network and adds 0.');
});

const mobileSam = sharedFile('models/mobile_sam.pt');
const fineTuned = sharedFile('models/medicosam_tiny_decoder.pt');

test('a fine-tuned decoder goes over MobileSAM', async ({ skip }) => {
  if (!mobileSam || !fineTuned) return skip(WITHOUT_SHARED);
  const base = await openCheckpoint(new Uint8Array(readFileSync(mobileSam)));
  const over = await openCheckpoint(new Uint8Array(readFileSync(fineTuned)));
  expect(over.tensors.size).toBe(137);
  const whole = overlay(base, over);
  expect(whole.tensors.size).toBe(439);
  expect(whole.tensors.get('mask_decoder.mask_tokens.weight')?.type).toBe('float16');
  expect(whole.tensors.get('image_encoder.neck.0.weight')?.type).toBe('float32');
  expect(describeNetwork(whole)).toEqual(describeNetwork(base));
});
