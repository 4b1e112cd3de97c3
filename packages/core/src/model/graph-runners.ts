import type { Backend, GraphRunner } from '../contract/backend.js';
import { PART_NAMES } from '../contract/part-names.js';
import type { GraphSource, LoadOptions, ModelSource } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import type { GraphVariant } from '../manifest/graph-variants.js';
import type { Manifest, ManifestGraph } from '../manifest/manifest.js';
import { checkPart } from './check-part.js';
import { verifiedSource } from './verified-source.js';
import { VerifiedWeights } from './verified-weights.js';

/** Where graphs come from and where they are opened. */
export interface GraphRunnersOptions {
  readonly manifest: Manifest;
  readonly source: ModelSource;
  readonly backend: Backend;
  readonly device: string;
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/** The runners of a model's graphs: opened when first asked for, and kept. */
export class GraphRunners {
  readonly #options: GraphRunnersOptions;
  readonly #weights: VerifiedWeights;
  readonly #open = new Map<string, Promise<GraphRunner>>();
  #isDisposed = false;

  constructor(options: GraphRunnersOptions) {
    this.#options = options;
    this.#weights = new VerifiedWeights(options.manifest.weights);
  }

  /**
   * The runners of a variant's stages, their shapes checked against the manifest.
   *
   * An opening is shared by everyone who waits for it, so it is not aborted by one of them; the first is told of its
   * progress.
   */
  async of(
    part: string,
    { stages }: GraphVariant,
    onProgress?: LoadOptions['onProgress'],
  ): Promise<readonly GraphRunner[]> {
    const runners: GraphRunner[] = [];
    for (const graph of stages) runners.push(await this.#runner(graph, onProgress));
    checkPart(part, runners[0]?.inputs ?? [], runners.at(-1)?.outputs ?? [], this.#options.manifest);
    return runners;
  }

  /** Lets go of every runner; the next call opens anew. */
  async reset(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (runner) => (await runner).dispose()));
  }

  /** As {@link GraphRunners.reset}, for good. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.reset();
  }

  #runner(graph: ManifestGraph, onProgress: LoadOptions['onProgress']): Promise<GraphRunner> {
    if (this.#isDisposed) {
      throw new MedicoSamError('DISPOSED', {
        message: `The part ${graph.part} was asked for after dispose().`,
      });
    }
    const known = this.#open.get(graph.file);
    if (known) return known;
    const opening = this.#openGraph(graph, onProgress);
    this.#open.set(graph.file, opening);
    // A failed opening leaves nothing behind: the next call tries again.
    opening.catch(() => {
      if (this.#open.get(graph.file) === opening) this.#open.delete(graph.file);
    });
    return opening;
  }

  async #openGraph(graph: ManifestGraph, onProgress: LoadOptions['onProgress']): Promise<GraphRunner> {
    const { manifest, backend, device, session, source: files } = this.#options;
    onProgress?.({ stage: 'open' });
    const source = await graphSource(manifest, files, graph, this.#weights, { onProgress });
    try {
      const options = { device, session, onProgress, keepOnDevice: keptOnDevice(graph.part, manifest) };
      return await backend.queue.run(() => backend.open(source, options), { priority: 'interactive' });
    } finally {
      await Promise.all([source.graph.close(), source.weights.close()]);
    }
  }
}

async function graphSource(
  manifest: Manifest,
  files: ModelSource,
  graph: ManifestGraph,
  verified: VerifiedWeights,
  options: LoadOptions,
): Promise<GraphSource> {
  const graphFile = await files.open(graph.file, options);
  try {
    const weights = await verified.check(await files.open(graph.weights, options), graph.weights);
    return {
      model: { id: manifest.id, hash: manifest.hash },
      part: graph.part,
      sha256: graph.sha256,
      graph: verifiedSource(graphFile, graph.file, graph.sha256),
      weights,
      // Graphs name their weights relative to themselves, and both lie in one folder.
      weightsName: graph.weights.slice(graph.weights.lastIndexOf('/') + 1),
    };
  } catch (error) {
    await graphFile.close();
    throw error;
  }
}

/** What later runs are fed with stays on the device, where it can. */
function keptOnDevice(part: string, { embedding }: Manifest): readonly string[] {
  if (part === 'encoder') return embedding.map(({ name }) => name);
  if (part !== 'image-keys') return [];
  const { imageEmbedding: _, ...keys } = PART_NAMES.imageKeys;
  return Object.values(keys);
}
