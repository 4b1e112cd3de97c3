import { MedicoSamError } from '@medicosam/core';
import { platform, type ResponseLike } from '../platform.js';
import type { WasmPaths } from './ort-like.js';

/** The wasm file of the build that is loaded in browsers. */
export const WASM_FILE = 'ort-wasm-simd-threaded.asyncify.wasm';

const MAGIC = [0x00, 0x61, 0x73, 0x6d] as const;

/**
 * Fetches ONNX Runtime's wasm file and checks that it is of the version of its JavaScript: a bundler or a copy script
 * that left an old file behind makes it fail in ways that say nothing.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE` where it is missing, is no wasm file or of another version; both
 *   versions are in the message and in `details`.
 */
export async function checkedBinary(paths: WasmPaths, version: string): Promise<Uint8Array> {
  const address = wasmAddress(paths);
  const bytes = await fetchFile(address);
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) {
    throw unusable(`What lies at ${address} is no WebAssembly file`, { address });
  }
  const found = findVersion(bytes, version);
  if (found === version) return bytes;
  throw unusable(
    `onnxruntime-web's JavaScript is of version ${version}, its wasm file at ${address} of ${found ?? 'an unknown one'}`,
    { address, javascript: version, wasm: found },
  );
}

function wasmAddress(paths: WasmPaths): string {
  if (typeof paths === 'string') return `${paths}${WASM_FILE}`;
  const { wasm, mjs } = paths;
  if (wasm !== undefined) return typeof wasm === 'string' ? wasm : wasm.href;
  const script = typeof mjs === 'string' ? mjs : (mjs?.href ?? '');
  return `${script.slice(0, script.lastIndexOf('/') + 1)}${WASM_FILE}`;
}

async function fetchFile(address: string): Promise<Uint8Array> {
  let response: ResponseLike;
  try {
    response = await platform.fetch(address);
  } catch (cause) {
    throw unusable(`onnxruntime-web's wasm file cannot be fetched from ${address}`, { address }, cause);
  }
  if (!response.ok) {
    throw unusable(
      `onnxruntime-web's wasm file cannot be fetched from ${address} (status ${response.status})`,
      { address },
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}

const unusable = (message: string, details: Readonly<Record<string, unknown>>, cause?: unknown) =>
  new MedicoSamError('BACKEND_UNAVAILABLE', {
    message: `${message}.`,
    hint: `Serve ${WASM_FILE} of the installed onnxruntime-web, and let wasmPaths say where it is.`,
    cause,
    details,
  });

/** The version that ONNX Runtime's wasm code states: a string of its own among its data, ended by a zero. */
function findVersion(bytes: Uint8Array, expected: string): string | undefined {
  const wanted = Array.from(expected, (letter) => letter.charCodeAt(0));
  const is = (at: number) =>
    wanted.every((code, i) => bytes[at + i] === code) && bytes[at + wanted.length] === 0;
  let other: string | undefined;
  // Data lies at the end. Versions are digits and points between two zeros.
  for (let at = bytes.length - 1; at > 0; at--) {
    if (bytes[at - 1] !== 0 || !isDigit(bytes[at])) continue;
    if (is(at)) return expected;
    other ??= versionAt(bytes, at);
  }
  return other;
}

const isDigit = (byte: number | undefined): byte is number => byte !== undefined && byte >= 48 && byte <= 57;

/** Like 1.29.2, of ONNX Runtime: other libraries in the file have other major versions. */
function versionAt(bytes: Uint8Array, start: number): string | undefined {
  let end = start;
  while (end - start < 12 && (isDigit(bytes[end]) || bytes[end] === 46)) end++;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  return bytes[end] === 0 && /^1\.\d{1,3}\.\d{1,2}$/.test(text) ? text : undefined;
}
