import { createHash } from 'node:crypto';
import { convertCheckpoint, MemoryFolder } from '@medicosam/convert';
import type { ByteSource } from '@medicosam/core';
import type { Deviation } from './deviation.js';
import { type LayerGroup, layerGroups } from './layer-groups.js';
import { type AnsweredImage, deviationOf } from './reference-answers.js';
import { isOfEncoder } from './variants.js';

/** What one group costs when it alone is in 8 bits. */
export interface Sensitivity {
  readonly group: LayerGroup;
  readonly deviation: Deviation;
}

/** What is left when the most sensitive groups, this one the last of them, are in float and the others in 8 bits. */
export interface Remainder {
  readonly group: LayerGroup | undefined;
  readonly deviation: Deviation;
}

async function int8Model(
  checkpoint: readonly ByteSource[],
  keepFloat: (layer: string) => boolean,
): Promise<MemoryFolder> {
  const sink = new MemoryFolder();
  const createSha256 = () => createHash('sha256');
  await convertCheckpoint({ checkpoint, sink, storages: ['int8'], keepFloat, createSha256 });
  return sink;
}

/** Brings one group of layers of the encoder after another to 8 bits, all else in float; the worst first. */
export async function rankGroups(
  checkpoint: readonly ByteSource[],
  images: readonly AnsweredImage[],
  onGroup: (sensitivity: Sensitivity) => void,
): Promise<Sensitivity[]> {
  const layers = new Set<string>();
  await int8Model(checkpoint, (layer) => {
    layers.add(layer);
    return true;
  });
  const ranked: Sensitivity[] = [];
  for (const group of layerGroups([...layers].filter(isOfEncoder))) {
    const model = await int8Model(checkpoint, (layer) => !group.layers.includes(layer));
    const sensitivity = { group, deviation: await deviationOf(model, 'int8', images) };
    onGroup(sensitivity);
    ranked.push(sensitivity);
  }
  return ranked.sort((a, b) => b.deviation.embedding - a.deviation.embedding);
}

/** Leaves the most sensitive groups in float, one more each time, from none to `most`. */
export async function withoutWorst(
  checkpoint: readonly ByteSource[],
  ranked: readonly Sensitivity[],
  most: number,
  images: readonly AnsweredImage[],
  onRemainder: (remainder: Remainder) => void,
): Promise<Remainder[]> {
  const remainders: Remainder[] = [];
  for (let count = 0; count <= most; count++) {
    const kept = new Set(ranked.slice(0, count).flatMap(({ group }) => group.layers));
    const model = await int8Model(checkpoint, (layer) => !isOfEncoder(layer) || kept.has(layer));
    const remainder = {
      group: ranked[count - 1]?.group,
      deviation: await deviationOf(model, 'int8', images),
    };
    onRemainder(remainder);
    remainders.push(remainder);
  }
  return remainders;
}
