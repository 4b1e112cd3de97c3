import { type FileHandle, open, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type ByteSource, MedicoSamError, type ModelSource, readManifest } from '@medicosam/core';

const folder = fileURLToPath(new URL('../model', import.meta.url));

/**
 * MedicoSAM tiny: MobileSAM's encoder with a prompt encoder and mask decoder fine-tuned on medical images.
 * 10 million weights in 20 MB, stored as float16 and computed in float32; Apache-2.0. See MODEL_CARD.md for what
 * it was measured on and what it cannot do. Not a medical device, and not by MedicoSAM's authors.
 *
 * Nothing is read before the model is loaded.
 */
export const tiny: ModelSource = {
  location: { folder },
  manifest: async () => readManifest(await readFile(`${folder}/manifest.json`)),
  open: async (file) => openFile(`${folder}/${file}`, file),
};

async function openFile(path: string, file: string): Promise<ByteSource> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (cause) {
    throw new MedicoSamError('MODEL_FILE_MISSING', {
      message: `@medicosam/model-tiny has no file ${file}.`,
      hint: 'Install the package again.',
      details: { file },
      cause,
    });
  }
  const { size } = await handle.stat();
  let closed = false;
  return {
    size,
    path,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      if (bytesRead === length) return bytes;
      throw new MedicoSamError('FILE_UNREADABLE', {
        message: `${file} ends at ${size} bytes, asked were ${length} from ${offset}.`,
      });
    },
    async close() {
      if (!closed) await handle.close();
      closed = true;
    },
  };
}
