import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMedicoSamError, type Manifest } from '@medicosam/core';
import { folderSource } from '@medicosam/onnx-node';
import type { CacheLayout } from '../cache/cache-layout.js';
import { isMissing } from '../cache/file-errors.js';
import type { ModelRecord } from '../pull/model-record.js';
import { checkName } from '../pull/names.js';
import { readRecord } from '../pull/read-record.js';

/** A model in the cache. */
export interface CachedModel {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Where it comes from; `null` where it was put there by other means. */
  readonly record: ModelRecord | null;
  /** Of the whole folder. */
  readonly bytes: number;
}

/** One model of the cache; undefined where there is none that can be read. */
export async function readCached(layout: CacheLayout, name: string): Promise<CachedModel | undefined> {
  const folder = layout.model(checkName(name));
  try {
    const manifest = await folderSource(folder).manifest();
    return {
      name,
      folder,
      manifest,
      record: (await readRecord(folder)) ?? null,
      bytes: await sizeOf(folder),
    };
  } catch (error) {
    if (isMedicoSamError(error, 'MODEL_NOT_FOUND')) return undefined;
    throw error;
  }
}

/** All models of the cache that this version can read. */
export async function listCached(layout: CacheLayout): Promise<CachedModel[]> {
  const models: CachedModel[] = [];
  for (const name of (await names(layout.models)).sort()) {
    const model = await readCached(layout, name).catch((error: unknown) => {
      // Another version's, or a folder that somebody put there: no reason to hide the others.
      if (isMedicoSamError(error)) return undefined;
      throw error;
    });
    if (model) models.push(model);
  }
  return models;
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
