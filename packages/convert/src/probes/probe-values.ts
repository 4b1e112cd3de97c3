import { layoutSafetensors } from '@medicosam/onnx';
import type { NamedValues } from './probe-builder.js';

/** The bytes of a values file: tensors as float32, little-endian. */
export function probeValues(tensors: readonly NamedValues[]): Uint8Array<ArrayBuffer> {
  const { header, totalBytes } = layoutSafetensors(
    'values.safetensors',
    tensors.map(({ name, dims }) => ({ name, dims, type: 'float32' as const })),
  );
  const bytes = new Uint8Array(totalBytes);
  bytes.set(header);
  let offset = header.byteLength;
  for (const { data } of tensors) {
    const values = Float32Array.from(data);
    bytes.set(new Uint8Array(values.buffer), offset);
    offset += values.byteLength;
  }
  return bytes;
}
