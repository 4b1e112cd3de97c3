import { tfjs } from '@medicosam/tfjs';
import { FORMS } from '../../exports/forms/index.js';
import { runGraphOn } from '../../exports/support/run-graph.js';
import { tf } from './tensorflow.js';

/** What became of a form: its outputs as plain numbers, or what was thrown. */
export interface FormResult {
  readonly name: string;
  readonly outputs?: Readonly<
    Record<
      string,
      { readonly type: string; readonly dims: readonly number[]; readonly values: readonly number[] }
    >
  >;
  readonly error?: string;
}

/** Runs every form of every operator on a device. */
export async function runForms(device: string): Promise<readonly FormResult[]> {
  const backend = tfjs({ tf, backend: device });
  const results: FormResult[] = [];
  for (const { op, what, bytes, feeds } of FORMS) {
    const name = `${op} ${what}`;
    try {
      const outputs = await runGraphOn(backend, bytes, feeds, device);
      const plain = Object.entries(outputs).map(
        ([key, { type, dims, data }]) => [key, { type, dims, values: Array.from(data) }] as const,
      );
      results.push({ name, outputs: Object.fromEntries(plain) });
    } catch (error) {
      results.push({ name, error: String(error) });
    }
  }
  return results;
}
