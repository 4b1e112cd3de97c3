import type { ByteSource } from '@medicosam/core';
import type { BlobLike } from '../image-location.js';

/** A DICOM file: its bytes, something that gives them, or a `Blob` or `File`. */
export type DicomInput = Uint8Array | ByteSource | BlobLike;

const isSource = (input: DicomInput): input is ByteSource => 'read' in input && 'size' in input;

/** The bytes of a file; an array is taken as it is. */
export async function bytesOf(input: DicomInput): Promise<Uint8Array> {
  if (ArrayBuffer.isView(input)) return input;
  if (isSource(input)) return input.read(0, input.size);
  return new Uint8Array(await input.arrayBuffer());
}
