import { join } from 'node:path';
import { type BlobStore, createEmbeddingStore, type EmbeddingStore } from '@medicosam/core';
import { cacheFolder, diskBlobStore } from '@medicosam/hub';

/** What embeddings may take on the disk; those that were not used for longest go first. */
export const EMBEDDING_CACHE_BYTES = 2_000_000_000;

/** Where `segment` keeps the embeddings of images. */
export const embeddingFolder = (): string => join(cacheFolder(), 'embeddings');

/** What `segment` keeps them in. */
export const embeddingBlobs = (): BlobStore =>
  diskBlobStore(embeddingFolder(), { maxBytes: EMBEDDING_CACHE_BYTES });

/**
 * The embeddings that are kept. With a session they are kept and not used: its masks are compared pixel by pixel, and a
 * stored embedding, rounded to float16, may change one.
 */
export function embeddingCache({ isSession }: { readonly isSession: boolean }): EmbeddingStore {
  const store = createEmbeddingStore(embeddingBlobs());
  return isSession ? { ...store, get: async () => undefined } : store;
}
