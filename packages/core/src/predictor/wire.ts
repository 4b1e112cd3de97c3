import { createMask, type MaskParts } from '../mask/create-mask.js';
import type { Mask } from '../mask/mask.js';
import type { ImageEmbedding } from '../model/image-embedding.js';

/*
 * Arguments and results are plain data, but for two things: an embedding crosses as a handle, since its tensors stay
 * in the realm, and a mask as its parts, since functions do not cross.
 */

const EMBEDDING = '$embedding';
const MASK = '$mask';

/** Whether a value is an {@link ImageEmbedding}, of whichever realm and copy of this package. */
export function isEmbedding(value: unknown): value is ImageEmbedding {
  return isObject(value) && typeof value['serialise'] === 'function' && typeof value['retain'] === 'function';
}

const isMask = (value: Record<string, unknown>): value is Record<string, unknown> & Mask =>
  typeof value['toRLE'] === 'function';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function isPlain(value: Record<string, unknown>): boolean {
  const prototype = Object.getPrototypeOf(value);
  // By name for objects of another realm's `Object`.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** How values are made ready to cross. */
export interface ToWireOptions {
  /** What stands for an embedding. */
  readonly embedding: (embedding: ImageEmbedding) => unknown;
  /** Buffers that can be given away are added. */
  readonly transfer: Set<unknown>;
  /** Whether arrays are given away rather than copied. */
  readonly give: boolean;
}

/** A value as it crosses a port. */
export function toWire(value: unknown, options: ToWireOptions): unknown {
  if (!isObject(value)) return value;
  if (ArrayBuffer.isView(value)) return arrayToWire(value, options);
  if (Array.isArray(value)) {
    return typeof value[0] === 'number' ? value : value.map((item) => toWire(item, options));
  }
  if (isEmbedding(value)) return { [EMBEDDING]: options.embedding(value) };
  if (isMask(value)) {
    const { toRLE: _, toCompressedRLE: __, toContours: ___, ...parts } = value;
    return { [MASK]: toWire(parts, options) };
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWire(item, options)]));
}

function arrayToWire(array: ArrayBufferView, { transfer, give }: ToWireOptions): unknown {
  const { buffer } = array;
  // Shared memory cannot be given away, and is not copied when it crosses.
  if (!(buffer instanceof ArrayBuffer)) return array;
  if (array.byteLength === buffer.byteLength) {
    if (give) transfer.add(buffer);
    return array;
  }
  // A view of a larger buffer would drag the whole of it across.
  const own = copyOf(array);
  transfer.add(own.buffer);
  return own;
}

function copyOf(array: ArrayBufferView): ArrayBufferView {
  const bytes = array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength);
  const tag = Object.prototype.toString.call(array).slice(8, -1);
  const View = (globalThis as unknown as Record<string, new (bytes: unknown) => ArrayBufferView>)[tag];
  return View === undefined ? array : new View(bytes);
}

/** A value that came over a port. `embedding` turns what stands for one into it. */
export function fromWire(value: unknown, embedding: (record: unknown) => ImageEmbedding): unknown {
  if (!isObject(value) || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    return typeof value[0] === 'number' ? value : value.map((item) => fromWire(item, embedding));
  }
  if (EMBEDDING in value) return embedding(value[EMBEDDING]);
  if (MASK in value) return createMask(value[MASK] as MaskParts);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromWire(item, embedding)]));
}
