import { MedicoSamError } from '@medicosam/core';
import { fetchBytes } from '../platform.js';
import { files } from './files.js';

/**
 * A file of the package's `models` folder: from disk in Node, by `fetch` elsewhere.
 *
 * @throws MedicoSamError `MODEL_FILE_MISSING`.
 */
export async function readFile(name: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; path?: string }> {
  const url = files[name];
  if (!url) throw missing(name);
  if (url.protocol === 'file:') return fromDisk(url);
  const response = await fetchBytes(url.href);
  if (!response.ok) throw missing(name, `HTTP ${response.status}`);
  return { bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function fromDisk(url: URL): Promise<{ bytes: Uint8Array<ArrayBuffer>; path: string }> {
  // Variables, so that bundlers for browsers do not follow what only Node comes to.
  const [fs, address] = ['node:fs/promises', 'node:url'];
  const { readFile: read } = (await import(/* @vite-ignore */ fs)) as typeof import('node:fs/promises');
  const { fileURLToPath } = (await import(/* @vite-ignore */ address)) as typeof import('node:url');
  return { bytes: new Uint8Array(await read(url)), path: fileURLToPath(url) };
}

const missing = (file: string, why = 'it is not in the package') =>
  new MedicoSamError('MODEL_FILE_MISSING', {
    message: `@medicosam/testkit: ${file} could not be read: ${why}.`,
    hint: 'Serve the package’s models folder beside the bundle, or install the package again.',
    details: { file },
  });
