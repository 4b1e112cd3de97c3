import type { ModelSource } from '@medicosam/core';

/** Models that come as packages with the command line, by the name that `--model` takes. */
export const PACKAGED_MODELS: ReadonlyMap<string, () => Promise<ModelSource>> = new Map([
  ['tiny', async () => (await import('@medicosam/model-tiny')).tiny],
]);

/** What `--model` is when it is not given. */
export const DEFAULT_MODEL = 'tiny';
