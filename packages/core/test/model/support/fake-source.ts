import { createHash } from 'node:crypto';
import { bytesSource, type Manifest, MedicoSamError, type ModelSource } from '../../../src/index.js';
import { fakeManifest } from './fake-manifest.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A model whose files are their own names, in memory, with hashes that fit. */
export function fakeSource(
  manifest: Manifest = fakeManifest(),
  files: Record<string, Uint8Array> = {},
): ModelSource & { readonly open: ModelSource['open']; readonly opened: string[]; manifestOf: Manifest } {
  const content = (file: string): Uint8Array => files[file] ?? new TextEncoder().encode(file);
  const hashed: Manifest = {
    ...manifest,
    graphs: manifest.graphs.map((graph) => ({ ...graph, sha256: sha256(content(graph.file)) })),
    weights: manifest.weights.map((weights) => ({
      ...weights,
      bytes: content(weights.file).length,
      sha256: sha256(content(weights.file)),
    })),
    probes: manifest.probes.map((probe) => ({
      ...probe,
      sha256: sha256(content(probe.file)),
      valuesSha256: sha256(content(probe.values)),
    })),
  };
  const known = new Set([
    ...hashed.graphs.flatMap(({ file, weights }) => [file, weights]),
    ...hashed.probes.flatMap(({ file, values }) => [file, values]),
  ]);
  const opened: string[] = [];
  return {
    manifestOf: hashed,
    opened,
    manifest: async () => hashed,
    async open(file) {
      if (!known.has(file)) throw new MedicoSamError('MODEL_FILE_MISSING', { message: `No file ${file}.` });
      opened.push(file);
      return bytesSource(content(file));
    },
  };
}
