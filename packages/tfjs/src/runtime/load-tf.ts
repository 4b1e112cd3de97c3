import { MedicoSamError } from '@medicosam/core';
import type { TfLike } from '../tf-like.js';
import type { TensorFlowModule } from './tensorflow.js';
import { firstLine } from './wrap-error.js';

/**
 * TensorFlow.js as a function imports it.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE`, with the package that is missing, or whose native part is, and what to type.
 */
export async function loadTf(load: () => Promise<TensorFlowModule>): Promise<TfLike> {
  let module: TensorFlowModule;
  try {
    module = await load();
  } catch (cause) {
    throw unavailable(cause instanceof Error ? cause.message : String(cause), cause ?? {});
  }
  const tf = 'engine' in module ? module : module.default;
  if (typeof tf?.engine === 'function') return tf as unknown as TfLike;
  throw new MedicoSamError('BACKEND_UNAVAILABLE', {
    message: 'What was loaded is not TensorFlow.js: it has no engine().',
    hint: "Hand in the module: tfjs({ load: () => import('@tensorflow/tfjs') }).",
  });
}

/** How Node, browsers and Vite say that there is no such package. */
const MISSING = [
  /Cannot find (?:package|module) '([^']+)'/,
  /Failed to resolve module specifier ["']([^"']+)["']/,
  /Could not resolve "([^"]+)" imported by/,
];

function unavailable(text: string, cause: unknown): MedicoSamError {
  const missing = MISSING.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined);
  if (missing !== undefined) {
    return new MedicoSamError('BACKEND_UNAVAILABLE', {
      message: `The package ${missing} is not installed.`,
      hint: `Type: npm install ${missing}`,
      cause,
    });
  }
  const { code, stack } = cause as { code?: unknown; stack?: unknown };
  if (code === 'ERR_DLOPEN_FAILED' || /tfjs_binding\.node|libtensorflow/.test(text)) {
    // The path of the addon, or of the module that wants it, says which of the two packages it is.
    const name = `@tensorflow/tfjs-node${/tfjs-node-gpu/.test(`${text} ${stack}`) ? '-gpu' : ''}`;
    return new MedicoSamError('BACKEND_UNAVAILABLE', {
      message: `The native addon of ${name} cannot be loaded: ${firstLine(text)}`,
      hint: `Type: npm rebuild ${name} --build-from-source; it needs Python, a C++ compiler, and TensorFlow's library.`,
      cause,
    });
  }
  return new MedicoSamError('BACKEND_UNAVAILABLE', {
    message: `TensorFlow.js cannot be loaded: ${firstLine(text)}`,
    hint: 'The cause holds the error of the import.',
    cause,
  });
}
