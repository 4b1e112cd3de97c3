/**
 * Public checkpoints of the SAM family by name: fetched, verified, converted and kept. For Node.
 *
 * @module
 */
export { type CacheFolderOptions, cacheFolder, type Environment } from './cache/cache-folder.js';
export type { RetryOptions } from './download/fetch-verified.js';
export { createHub, type Hub, type HubOptions } from './hub.js';
export type { CachedModel } from './models/cached-models.js';
export type { FileCheck } from './models/named-files.js';
export type { ModelRecord } from './pull/model-record.js';
export type { PulledModel, PullOptions } from './pull/pull-options.js';
export { type LicenceNotice, licenceNotice } from './registry/licence.js';
export { REGISTRY, readRegistryEntry } from './registry/registry.js';
export type { RegistryEntry } from './registry/registry-entry.js';
export { diskBlobStore } from './stores/disk/disk-blob-store.js';
