import { type ByteSource, MedicoSamError, type ModelSource, readManifest } from '@medicosam/core';
import { files } from './files.js';

interface Web {
  fetch(
    address: string,
    options: { signal: unknown },
  ): Promise<{
    readonly ok: boolean;
    readonly status: number;
    arrayBuffer(): Promise<ArrayBuffer>;
  }>;
}

/**
 * MedicoSAM tiny: MobileSAM's encoder with a prompt encoder and mask decoder fine-tuned on medical images.
 * 10 million weights in 20 MB, stored as float16 and computed in float32; Apache-2.0. See MODEL_CARD.md for what
 * it was measured on and what it cannot do. Not a medical device, and not by MedicoSAM's authors.
 *
 * Nothing is fetched before the model is loaded; files come from beside this module, as a bundler placed them.
 */
export const tiny: ModelSource = {
  manifest: async (options) => readManifest(await download('manifest.json', options?.signal)),
  open: async (file, options) => inMemory(await download(file, options?.signal)),
};

async function download(file: string, signal: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const address = files[file];
  const response =
    address && (await (globalThis as unknown as Web).fetch(address.href, { signal: signal ?? null }));
  if (response?.ok) return new Uint8Array(await response.arrayBuffer());
  throw new MedicoSamError('MODEL_FILE_MISSING', {
    message: `@medicosam/model-tiny: ${file} could not be fetched${response ? ` (HTTP ${response.status})` : ''}.`,
    hint: 'Serve the package’s model folder beside the bundle; see the package README.',
    details: { file },
  });
}

const inMemory = (bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  size: bytes.byteLength,
  async read(offset, length) {
    if (offset >= 0 && length >= 0 && offset + length <= bytes.byteLength)
      return bytes.slice(offset, offset + length);
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The file has ${bytes.byteLength} bytes, asked were ${length} from ${offset}.`,
    });
  },
  close: async () => {},
});
