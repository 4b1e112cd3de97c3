import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText } from '../text.js';
import { EMBEDDING_CACHE_BYTES, embeddingBlobs, embeddingFolder } from './embedding-cache.js';

/** Says how many embeddings there are, how large, and where. */
export async function infoCache({ output, signal }: CommandContext): Promise<ExitCode> {
  const entries = await embeddingBlobs().list({ signal });
  const bytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const times = entries.map(({ usedAtMs }) => usedAtMs);
  const info = {
    folder: embeddingFolder(),
    embeddings: entries.length,
    bytes,
    maxBytes: EMBEDDING_CACHE_BYTES,
    oldestUse: timeText(Math.min(...times)),
    lastUse: timeText(Math.max(...times)),
  };
  output.result(info, () =>
    [
      info.folder,
      `  ${entries.length} ${entries.length === 1 ? 'embedding' : 'embeddings'}, ${byteText(bytes)} of at most ${byteText(EMBEDDING_CACHE_BYTES)}`,
      ...(entries.length === 0 ? [] : [`  last used between ${info.oldestUse} and ${info.lastUse}`]),
      '  They derive from the pixels of patients’ images: handle them as you do the images.',
      '  medicosam cache clear removes them.',
    ].join('\n'),
  );
  return EXIT_CODES.done;
}

const timeText = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
