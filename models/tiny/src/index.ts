import {
  bytesSource,
  type LoadOptions,
  MedicoSamError,
  type ModelSource,
  readManifest,
} from '@medicosam/core';
import { download } from './download.js';
import { files } from './files.js';

/**
 * MedicoSAM tiny: MobileSAM's encoder with a prompt encoder and mask decoder fine-tuned on medical images.
 * 10 million weights in 20 MB, stored as float16 and computed in float32; Apache-2.0. See MODEL_CARD.md for what
 * it was measured on and what it cannot do. Not a medical device, and not by MedicoSAM's authors.
 *
 * Nothing is fetched before the model is loaded; files come from beside this module, as a bundler placed them.
 */
export const tiny: ModelSource = {
  manifest: async (options) => readManifest(await fetched('manifest.json', options)),
  open: async (file, options) => bytesSource(await fetched(file, options)),
};

function fetched(file: string, options?: LoadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const address = files[file];
  if (address) return download(address.href, file, options);
  throw new MedicoSamError('MODEL_FILE_MISSING', {
    message: `@medicosam/model-tiny has no file ${file}.`,
    details: { file },
  });
}
