import { isMedicoSamError, MedicoSamError, type ModelSource } from '@medicosam/core';
import { folderSource } from '@medicosam/onnx-node';
import type { CacheLayout } from '../cache/cache-layout.js';
import { checkName } from '../pull/names.js';

/** A model of the cache by name; see `Hub.source`. */
export function cachedSource(layout: CacheLayout, name: string): ModelSource {
  const source = folderSource(layout.model(checkName(name)));
  return {
    ...source,
    manifest: (options) => source.manifest(options).catch((error: unknown) => refuse(error, name)),
  };
}

function refuse(error: unknown, name: string): never {
  if (!isMedicoSamError(error, 'MODEL_NOT_FOUND')) throw error;
  throw new MedicoSamError('MODEL_NOT_FOUND', {
    message: `${name} is not in the model cache.`,
    hint: `Get it with medicosam models pull ${name}, or hub.pull('${name}').`,
    cause: error,
  });
}
