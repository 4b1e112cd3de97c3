import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ConvertOptions, convertCheckpoint, type FolderSink } from '@medicosam/convert';
import { fileSource } from '@medicosam/onnx-node';

/** A small SAM ViT with weights of a fixed seed: 256 × 256 pixels, 32 channels. */
export const MINI_CHECKPOINT = new URL(
  '../../../convert/test/fixtures/checkpoints/vit_mini.pt',
  import.meta.url,
);

/** What the shapes of the mini models cannot tell. */
export const MINI_NETWORK = { decoderHeads: 4, imageSize: 256 };

/** A folder in the system's temporary place, removed by `remove`. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Converts a checkpoint into a folder. */
export async function convertInto(
  folder: string,
  checkpoint: URL,
  options: Partial<ConvertOptions> = {},
): Promise<void> {
  const source = await fileSource(fileURLToPath(checkpoint));
  try {
    await convertCheckpoint({
      checkpoint: source,
      sink: diskSink(folder),
      createSha256: () => createHash('sha256'),
      ...options,
    });
  } finally {
    await source.close();
  }
}

const diskSink = (folder: string): FolderSink => ({
  async create(file) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'w');
    return {
      write: async (bytes) => {
        await handle.writeFile(bytes);
      },
      close: () => handle.close(),
    };
  },
});
