/// <reference lib="dom" />
import { bytesSource, type ModelSource, readManifest } from '@medicosam/core';

/** A file of the tests' server. */
export async function download(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The model folder that the tests' server has. */
export const servedModel: ModelSource = {
  manifest: async () => readManifest(await download('/model/manifest.json')),
  open: async (file) => bytesSource(await download(`/model/${file}`)),
};
