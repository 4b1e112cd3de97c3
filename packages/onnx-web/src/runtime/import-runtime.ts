// Named here for whoever compiles this package from its sources.
/// <reference path="./onnxruntime-web.d.ts" />
import type { OrtRuntime } from './ort-like.js';

type Module = OrtRuntime & { readonly default?: OrtRuntime };

/**
 * The module. `#onnxruntime-web` is the bare name in Node, whose build has no WebGPU, and `/webgpu` elsewhere, which
 * holds wasm too (see `imports` of package.json). A literal, so that bundlers find it.
 *
 * @param address where the page's import map has it, which holds in no worker
 */
export async function importRuntime(address?: string): Promise<OrtRuntime> {
  const module: Module =
    address === undefined
      ? await import('#onnxruntime-web')
      : await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  return 'InferenceSession' in module ? module : (module as { readonly default: OrtRuntime }).default;
}

/** Where the page's import map has the module; undefined of a page without one, and where a bundler found it. */
export function runtimeAddress(): string | undefined {
  // Taken out, for webpack would make a file of the module's name.
  const { resolve } = import.meta as { resolve?: (specifier: string) => string };
  try {
    return resolve?.('onnxruntime-web/webgpu');
  } catch {
    return undefined;
  }
}
