import { isMedicoSamError } from '@medicosam/core';
import type { OrtRuntime } from '../ort-like.js';
import { firstLine } from '../wrap-error.js';

/** What came of trying a device. */
export interface Trial {
  readonly usable: boolean;
  readonly reason?: string | undefined;
  readonly hint?: string | undefined;
  readonly code?: 'BACKEND_UNAVAILABLE' | undefined;
  /** Name and version of the runtime. */
  readonly runtime?: string | undefined;
}

/** An ONNX file of one node, y = x + x with x float32 [3]. */
export const DOUBLING = Buffer.from(
  'CAgSCW1lZGljb3NhbTpgChcKAXgKAXgSA0FkZBoDQWRkIgNBZGQ6AAoeCgNBZGQSAXkaCG91dHB1dC95IghJZGVudGl0eToAEgN0cnlaDwoBeBIKCggIARIECgIIA2IPCgF5EgoKCAgBEgQKAggDQgQKABAR',
  'base64',
);

/** Opens and runs a tiny graph on a device. ONNX Runtime's own refusal becomes the reason. */
export async function tryDevice(load: () => Promise<OrtRuntime>, provider: string): Promise<Trial> {
  try {
    const ort = await load();
    const runtime = `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common ?? ''}`.trim();
    const session = await ort.InferenceSession.create(DOUBLING, {
      executionProviders: [provider],
      logSeverityLevel: 4,
    });
    const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(1, 2, 3), [3]) }, ['y']);
    await session.release();
    const sum = Array.from(y?.data as Float32Array).join(' ');
    if (sum === '2 4 6') return { usable: true, runtime };
    return { usable: false, runtime, reason: `it computes 2 × [1 2 3] as [${sum}].` };
  } catch (error) {
    if (isMedicoSamError(error, 'BACKEND_UNAVAILABLE')) {
      return { usable: false, reason: error.message, hint: error.hint, code: 'BACKEND_UNAVAILABLE' };
    }
    const words = firstLine(error instanceof Error ? error.message : String(error));
    return { usable: false, reason: words.endsWith('.') ? words : `${words}.` };
  }
}
