import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText } from '../text.js';
import { embeddingBlobs } from './embedding-cache.js';

/** Removes every embedding, and what killed processes left of them. Models stay. */
export async function clearCache({ output, signal }: CommandContext): Promise<ExitCode> {
  const blobs = embeddingBlobs();
  const entries = await blobs.list({ signal });
  await blobs.clear({ signal });
  const bytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  output.result(
    { removed: entries.length, bytes },
    () =>
      `Removed ${entries.length} ${entries.length === 1 ? 'embedding' : 'embeddings'} (${byteText(bytes)}).`,
  );
  return EXIT_CODES.done;
}
