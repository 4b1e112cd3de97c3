import type { Prompt } from '@medicosam/core';
import { imageToMask } from '@medicosam/io';
import type { ObjectPrompt } from './job.js';
import { readInputImage } from './read-input-image.js';

/** A prompt with its mask read. @throws MedicoSamError as `readInputImage`. */
export async function readPrompt({ points, box, mask }: ObjectPrompt): Promise<Prompt> {
  if (mask === undefined) return { points, box };
  return { points, box, mask: imageToMask((await readInputImage(mask)).image) };
}
