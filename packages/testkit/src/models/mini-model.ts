import {
  bytesSource,
  type GraphSource,
  type Manifest,
  type ModelSource,
  readManifest,
} from '@medicosam/core';
import { readFile } from './read-file.js';

/** The models of the suite: random weights, input 256, 16 × 16 tokens, the usual structure otherwise. */
export const MINI_MODELS = ['vit-mini', 'tinyvit-mini'] as const;

/** `vit-mini` is stored in float32, `tinyvit-mini` in float16. */
export type MiniModel = (typeof MINI_MODELS)[number];

/** A mini model as a source. Nothing is read before it is asked for. */
export function miniModel(id: MiniModel): ModelSource {
  return {
    manifest: async () => readManifest((await readFile(`${id}/manifest.json`)).bytes),
    async open(file) {
      const { bytes, path } = await readFile(`${id}/${file}`);
      return { ...bytesSource(bytes), path };
    },
  };
}

/** A graph of a model as a backend gets it, or undefined where the model lacks the part in that lowering. */
export async function partSource(
  source: ModelSource,
  { graphs, id, hash }: Manifest,
  part: string,
  lowering: string,
): Promise<GraphSource | undefined> {
  const graph = graphs.find((entry) => entry.part === part && entry.lowering === lowering);
  if (!graph) return undefined;
  return {
    model: { id, hash },
    part,
    sha256: graph.sha256,
    graph: await source.open(graph.file),
    weights: await source.open(graph.weights),
    weightsName: graph.weights,
  };
}
