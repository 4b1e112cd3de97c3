import { allocate, type Value } from './value.js';

/** A value of `dims` whose elements lie at `offsets` in another. */
export function pick({ type, data }: Value, dims: readonly number[], offsets: Int32Array): Value {
  const result = allocate(type, offsets.length);
  for (let i = 0; i < offsets.length; i++) result[i] = data[offsets[i] as number] as number;
  return { type, dims, data: result };
}
