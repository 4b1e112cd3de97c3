import { createHash } from 'node:crypto';
import { type ConvertFacts, convertCheckpoint, type Storage } from '@medicosam/convert';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';
import type { MeasuredVariant } from './render-quantisation.js';

const STORAGES: readonly Storage[] = ['fp32', 'w16', 'int8'];

/** Writes a model folder in all storages, with what was measured of each in its manifest. */
export async function writeMeasured(
  checkpoints: readonly string[],
  folder: string,
  variants: readonly MeasuredVariant[],
  images: number,
): Promise<void> {
  const sources = await Promise.all(checkpoints.map((file) => fileSource(file)));
  const sink = new DiskFolderSink(folder);
  const createSha256 = () => createHash('sha256');
  const measured = measurements(variants, images);
  await convertCheckpoint({ checkpoint: sources, sink, storages: STORAGES, measured, createSha256 });
  await sink.commit();
  await Promise.all(sources.map((source) => source.close()));
}

/** Entries of a manifest's `measured`, each with the storage that it is of. */
const measurements = (
  variants: readonly MeasuredVariant[],
  images: number,
): NonNullable<ConvertFacts['measured']> =>
  STORAGES.flatMap((storage) => {
    const variant = variants.find(({ name }) => name === storage);
    if (!variant) return [];
    const { bytes, deviation, cost } = variant;
    const on = `${images} labelled images; docs/quantisation.md`;
    const entry = (what: string, value: number) => ({ what: `${what}, ${storage}`, value, on, storage });
    return [
      entry('bytes of the weights', bytes),
      entry('relative error of the embedding', deviation.embedding),
      entry('mean Dice, one point', deviation.dice.point),
      entry('mean Dice, tight box', deviation.dice.box),
      entry('mean Dice to fp32, one point', deviation.diceToFull.point),
      entry('mean Dice to fp32, tight box', deviation.diceToFull.box),
      entry('mean IoU to fp32, one point', deviation.iouToFull.point),
      entry('mean IoU to fp32, tight box', deviation.iouToFull.box),
      entry('CPU seconds of encoding', cost.warmSeconds),
      entry('peak memory of encoding, MB', cost.peakMb),
    ];
  });
