import { isMedicoSamError } from '@medicosam/core';
import { importRuntime } from '../runtime/import-runtime.js';
import { INSTALL_HINT } from '../runtime/load-runtime.js';
import type { OrtRuntime } from '../runtime/ort-like.js';
import { type Inspection, inspectGpu } from './inspect-realm.js';

/** What this realm says of its GPU and of the runtime, whose wasm code is not started. Never rejects. */
export async function inspect(load: () => Promise<OrtRuntime> = importRuntime): Promise<Inspection> {
  const webgpu = await inspectGpu();
  try {
    const { env } = await load();
    return { webgpu, version: env.versions.web ?? env.versions.common };
  } catch (error) {
    const hint = isMedicoSamError(error) ? error.hint : undefined;
    return { webgpu, missing: { reason: 'onnxruntime-web cannot be loaded.', hint: hint ?? INSTALL_HINT } };
  }
}
