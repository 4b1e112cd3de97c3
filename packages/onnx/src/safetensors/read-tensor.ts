import { MedicoSamError } from '@medicosam/core';
import { float16ToFloat32 } from '../float16/float16-to-float32.js';
import type { WeightsLayout } from '../graph/weights-layout.js';

/**
 * The values of one tensor of a weights file that is in memory, row-major, as a copy; float16 and the integer
 * types are widened, exactly.
 *
 * @param bytes The whole file.
 * @throws MedicoSamError `INVALID_ARGUMENT` when the layout has no tensor of that name; `FORMAT_INVALID` when the
 * file ends before the tensor does.
 */
export function readTensor(
  bytes: Uint8Array,
  layout: WeightsLayout,
  name: string,
): Float32Array<ArrayBuffer> {
  const entry = layout.entries.get(name);
  if (!entry) {
    throw new MedicoSamError('INVALID_ARGUMENT', { message: `${layout.file} has no tensor ${name}.` });
  }
  const { type, offset, length } = entry;
  if (offset + length > bytes.length) {
    throw new MedicoSamError('FORMAT_INVALID', {
      message: `Tensor ${name} ends at byte ${offset + length} of ${layout.file}, which has ${bytes.length}.`,
    });
  }
  // A copy, since a tensor may lie at an odd offset, where no typed array may begin.
  const { buffer } = new Uint8Array(bytes.subarray(offset, offset + length));
  switch (type) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float16':
      return float16ToFloat32(new Uint16Array(buffer));
    case 'int8':
      return Float32Array.from(new Int8Array(buffer));
    case 'uint8':
      return Float32Array.from(new Uint8Array(buffer));
  }
}
