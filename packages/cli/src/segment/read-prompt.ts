import type { Prompt } from '@medicosam/core';
import { imageToMask } from '@medicosam/io';
import { readSlice } from '../input/read-slice.js';
import type { ObjectPrompt } from './job.js';

/** A prompt with its mask read. @throws as `readSlice`. */
export async function readPrompt({ points, box, mask }: ObjectPrompt): Promise<Prompt> {
  if (mask === undefined) return { points, box };
  return { points, box, mask: imageToMask((await readSlice(mask)).image) };
}
