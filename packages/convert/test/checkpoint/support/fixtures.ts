import { readFileSync } from 'node:fs';
import { sharedFile } from './shared.js';

interface ManifestFile {
  readonly at: readonly string[];
  readonly prefix: string;
  readonly tensors: string;
  readonly also?: { readonly decoder_state: TensorList };
}

/** Type, shape and hash of each tensor by its key. */
export type TensorList = Readonly<Record<string, readonly [type: string, shape: number[], hash: string]>>;

interface CheckpointManifest {
  readonly files: Readonly<Record<string, ManifestFile>>;
  readonly tensors: Readonly<Record<string, TensorList>>;
}

const folder = new URL('../../fixtures/checkpoints/', import.meta.url);

/** The bytes of a committed checkpoint. */
export const readFixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));

const readManifest = (url: URL): CheckpointManifest => JSON.parse(readFileSync(url, 'utf8'));

/** Every checkpoint at hand: those committed, and with the shared data the others too. */
export function allCheckpoints(): { name: string; url: URL; file: ManifestFile; tensors: TensorList }[] {
  const shared = sharedFile('golden/checkpoints/manifest.json');
  const base = shared ? new URL('./', shared) : folder;
  const manifest = readManifest(new URL('manifest.json', base));
  return Object.entries(manifest.files).map(([name, file]) => ({
    name,
    url: new URL(name, base),
    file,
    tensors: manifest.tensors[file.tensors] ?? {},
  }));
}
