import {
  type Backend,
  type ByteSource,
  bytesSource,
  type Feeds,
  type GraphRunner,
  type Outputs,
} from '@medicosam/core';
import type { GraphFiles } from './graph-set.js';
import { makeFeeds } from './make-feeds.js';
import type { RuntimeJob, RuntimeTimes } from './runtime-job.js';

/** What a measurement needs of the place it runs in. */
export interface Place {
  readonly backend: Backend;
  open(file: string): Promise<ByteSource>;
  /** Asked after the runs. */
  observe(): string;
}

/**
 * Opens the graphs of a set on one runtime and times them. An encode is the encoder and what else is computed once an
 * image; a decode is one point's. Outputs are read back, as a caller reads them.
 */
export async function measureRuntime(
  { runtime, graphs, encodes, decodes }: RuntimeJob,
  place: Place,
): Promise<RuntimeTimes> {
  const begin = performance.now();
  const open = (files: GraphFiles) => openGraph(files, runtime.device, place);
  const encoder = await open(graphs.encoder);
  const imageKeys = graphs.imageKeys && (await open(graphs.imageKeys));
  const decoder = await open(graphs.decoder);
  const openMs = performance.now() - begin;

  const encodeMs: number[] = [];
  let ofImage: Feeds = {};
  for (let i = 0; i < encodes; i++) {
    dispose(ofImage);
    const feeds = makeFeeds(graphs.encoder.feeds);
    const start = performance.now();
    ofImage = await encode(feeds, graphs.embedding, encoder, imageKeys);
    encodeMs.push(performance.now() - start);
  }

  const decodeMs: number[] = [];
  const prompt = makeFeeds(graphs.decoder.feeds);
  for (let i = 0; i < decodes; i++) {
    const start = performance.now();
    const answer = await decoder.run(named(decoder, { ...ofImage, ...prompt }));
    await Promise.all(Object.values(answer).map((tensor) => tensor.read()));
    decodeMs.push(performance.now() - start);
    dispose(answer);
  }
  dispose(ofImage);
  return { openMs, encodeMs, decodeMs, observed: place.observe() };
}

async function encode(
  feeds: Feeds,
  embedding: string,
  encoder: GraphRunner,
  imageKeys: GraphRunner | undefined,
): Promise<Feeds> {
  const [first] = Object.values(await encoder.run(feeds));
  if (!first) throw new Error('The encoder has no output.');
  const encoded = { [embedding]: first };
  const keys: Outputs = imageKeys ? await imageKeys.run(named(imageKeys, encoded)) : {};
  // A device works ahead of its caller: reading waits for it.
  await Promise.all([first, ...Object.values(keys)].map((tensor) => tensor.read()));
  return { ...encoded, ...keys };
}

/** Of the feeds those that a graph takes. */
function named(runner: GraphRunner, feeds: Feeds): Feeds {
  const wanted = new Set(runner.inputs.map(({ name }) => name));
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => wanted.has(name)));
}

function dispose(feeds: Feeds): void {
  for (const tensor of Object.values(feeds)) if ('dispose' in tensor) tensor.dispose();
}

async function openGraph({ graph, weights }: GraphFiles, device: string, place: Place): Promise<GraphRunner> {
  const [graphBytes, weightBytes] = await Promise.all([
    place.open(graph),
    weights === undefined ? bytesSource(new Uint8Array(0)) : place.open(weights),
  ]);
  try {
    return await place.backend.open(
      {
        model: { id: 'bench', hash: graph },
        part: graph,
        sha256: '',
        graph: graphBytes,
        weights: weightBytes,
        weightsName: weights ?? '',
      },
      { device },
    );
  } finally {
    await Promise.all([graphBytes.close(), weightBytes.close()]);
  }
}
