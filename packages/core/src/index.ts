export * from './contract/backend.js';
export { type BlobLike, type BlobSlice, blobSource } from './contract/blob-source.js';
export { bytesSource, checkRange } from './contract/byte-sources.js';
export { checkFeeds, elementCount, formatDims, TENSOR_ARRAYS } from './contract/check-feeds.js';
export { checkOutputs } from './contract/check-outputs.js';
export { type MessagePortLike, wrapMessagePort } from './contract/message-port.js';
export * from './contract/part-names.js';
export * from './contract/sources.js';
export * from './contract/tensor.js';
export { disposedTensor, foreignTensor } from './contract/tensor-errors.js';
export * from './errors/codes.js';
export * from './errors/medicosam-error.js';
export * from './geometry/index.js';
export * from './image/index.js';
export * from './manifest/choose-artifact.js';
export type { GraphVariant } from './manifest/graph-variants.js';
export * from './manifest/manifest.js';
export { readManifest } from './manifest/read-manifest.js';
export * from './mask/index.js';
export type { DecoderObject } from './model/decoder-runs.js';
export { createHostTensor } from './model/host-tensor.js';
export type { ImageEmbedding, ImageTransform } from './model/image-embedding.js';
export type { LocalEmbedding } from './model/local-embedding.js';
export {
  type Decoded,
  type DecodedRun,
  Model,
  type ModelOptions,
  type ModelRunOptions,
  type RunPartOptions,
} from './model/model.js';
export { processVerdicts, type VerdictStore, verdictKey } from './model/probe-verdicts.js';
export { type RunProbesOptions, runProbes } from './model/run-probes.js';
export type { AbortSignalLike } from './platform.js';
export { connectPredictor } from './predictor/connect-predictor.js';
export { type ErrorRecord, fromErrorRecord, toErrorRecord } from './predictor/error-record.js';
export { type LoadPredictorOptions, loadPredictor } from './predictor/load-predictor.js';
export { LocalPredictor, type LocalPredictorOptions } from './predictor/local-predictor.js';
export { type InvokeOptions, OperationPredictor } from './predictor/operation-predictor.js';
export {
  type EncodeArgs,
  OPERATIONS,
  type Operation,
  type OperationContext,
  type PredictArgs,
  type PredictManyArgs,
} from './predictor/operations.js';
export * from './predictor/predictor.js';
export { PROTOCOL_VERSION } from './predictor/protocol.js';
export { servePredictor } from './predictor/serve-predictor.js';
export { serveRealm } from './predictor/serve-realm.js';
export * from './prompt/index.js';
export { createQueue } from './queue/create-queue.js';
export * from './queue/queue.js';
export * from './session/index.js';
export * from './store/index.js';
