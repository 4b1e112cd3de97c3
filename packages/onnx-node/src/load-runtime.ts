import { MedicoSamError } from '@medicosam/core';
import type { OrtRuntime } from './ort-like.js';

/** The version that this package is tested with. */
const TESTED = '1.30.0';

const INSTALL = `npm install --ignore-scripts onnxruntime-node@${TESTED} (its install script fetches CUDA libraries, which fails behind a firewall).`;

let loading: Promise<OrtRuntime> | undefined;

/**
 * ONNX Runtime, loaded on first use.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE` with what to install.
 */
export function loadRuntime(): Promise<OrtRuntime> {
  loading ??= importRuntime().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function importRuntime(): Promise<OrtRuntime> {
  try {
    // A variable, so that compilers and bundlers do not look for an optional peer.
    const name = 'onnxruntime-node';
    const module: { default?: OrtRuntime } & OrtRuntime = await import(name);
    return module.default ?? module;
  } catch (cause) {
    throw runtimeUnavailable(cause);
  }
}

function runtimeUnavailable(cause: unknown): MedicoSamError {
  const code = (cause as { code?: unknown } | null)?.code;
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return new MedicoSamError('BACKEND_UNAVAILABLE', {
      message: 'onnxruntime-node is not installed.',
      hint: `Type: ${INSTALL}`,
      cause,
    });
  }
  return new MedicoSamError('BACKEND_UNAVAILABLE', {
    message: `onnxruntime-node is installed but cannot be loaded on ${process.platform} ${process.arch}.`,
    hint: `It has binaries for linux and win32 (x64, arm64) and darwin arm64. If this is one of them, install it again: ${INSTALL}`,
    cause,
  });
}
