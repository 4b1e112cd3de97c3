import { expect } from 'vitest';
import type { Form } from '../forms/form.js';
import { onOnnxRuntime } from './on-onnxruntime.js';
import { onTfjs } from './on-tfjs.js';

/** Fails unless a form's outputs on TensorFlow.js have ONNX Runtime's names, types, dims and numbers. */
export async function agree({ bytes, feeds }: Pick<Form, 'bytes' | 'feeds'>, device = 'wasm'): Promise<void> {
  const expected = await onOnnxRuntime(bytes, feeds);
  const actual = await onTfjs(bytes, feeds, device);
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, { type, dims, data }] of Object.entries(expected)) {
    expect(actual[name]).toMatchObject({ type, dims });
    const values = Array.from(actual[name]?.data ?? []);
    expect(values).toHaveLength(data.length);
    for (const [i, value] of Array.from(data).entries()) expect(values[i]).toBeCloseTo(value, 4);
  }
}
