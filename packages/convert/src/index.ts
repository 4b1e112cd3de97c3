export * from './checkpoint/index.js';
export * from './describe/index.js';
export { type CheckpointSourceOptions, checkpointSource } from './folder/checkpoint-source.js';
export { convertCheckpoint } from './folder/convert-checkpoint.js';
export type { ConvertFacts, ConvertOptions, Lowering, Storage } from './folder/convert-options.js';
export type { FileSink, FolderSink } from './folder/folder-sink.js';
export type { CreateSha256, Sha256 } from './folder/hashing.js';
export { MemoryFolder } from './folder/memory-folder.js';
export type { KeepFloat } from './quantise/kept-in-float.js';
