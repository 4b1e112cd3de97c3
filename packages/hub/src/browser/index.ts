/**
 * Models that a site keeps in the browser: checkpoints dropped on a page, fetched or copied, converted in a worker.
 *
 * @module
 */
export type { RetryOptions } from '../download/fetch-verified.js';
export type { FileCheck } from '../models/named-files.js';
export type { BlobLike, BlobSlice, UrlLike, WorkerLike } from '../platform.js';
export type { ModelRecord } from '../pull/model-record.js';
export type { PullOptions } from '../pull/pull-options.js';
export { type LicenceNotice, licenceNotice } from '../registry/licence.js';
export { REGISTRY, readRegistryEntry } from '../registry/registry.js';
export type { RegistryEntry } from '../registry/registry-entry.js';
export { opfsBlobStore } from '../stores/opfs/opfs-blob-store.js';
export { type BrowserHub, type BrowserHubOptions, createHub } from './hub.js';
export type { CachedModel } from './models/kept-models.js';
export type { Pullable } from './pull/pull.js';
export type { PulledModel } from './pull/pulled-model.js';
export type { CreateWorker } from './realm/start-worker.js';
export type { StorageEstimate } from './storage/estimate.js';
