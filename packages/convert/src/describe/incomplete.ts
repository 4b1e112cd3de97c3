import { MedicoSamError } from '@medicosam/core';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { quote } from '../checkpoint/unreadable.js';

/** Keys named in a message; the error's details have them all. */
const NAMED = 12;

/** `CHECKPOINT_INCOMPLETE`, with every key that is missing in its details. */
export function incomplete(
  { tensors, decoderTensors }: Checkpoint,
  missing: readonly string[],
): MedicoSamError {
  const parts = ['image_encoder', 'prompt_encoder', 'mask_decoder'];
  const absent = parts.filter((part) => ![...tensors.keys()].some((key) => key.startsWith(`${part}.`)));
  const named = missing.slice(0, NAMED).map(quote).join(', ');
  const rest = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  const whole = absent.length > 0 ? ` Nothing of ${absent.join(', ')} is in the file.` : '';
  return new MedicoSamError('CHECKPOINT_INCOMPLETE', {
    message: `Tensors of the network are missing: ${named}${rest}.${whole}`,
    hint:
      tensors.size === 0 && decoderTensors.size > 0
        ? 'The file holds a UNETR decoder alone: give the checkpoint that it belongs to.'
        : 'Use the whole checkpoint, or give the missing part as a second file.',
    details: { missing: [...missing], absent },
  });
}
