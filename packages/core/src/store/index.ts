export { type BlobEntry, type BlobStore, checkBlobKey, type StoreOptions } from './blob-store.js';
export { encoderHash } from './embedding-key.js';
export {
  createEmbeddingStore,
  type EmbeddingKey,
  type EmbeddingStore,
  embeddingAddress,
} from './embedding-store.js';
export { memoryBlobStore } from './memory-blob-store.js';
export { checkBound, checkFits, type StoreBound } from './store-bound.js';
export { type StoredPredictor, type StoredPredictorOptions, storedPredictor } from './stored-predictor.js';
