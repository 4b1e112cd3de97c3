/**
 * ONNX Runtime for Node as a MedicoSAM backend, and models and files on disk.
 *
 * @module
 */
export type { OnnxNodeOptions } from './create-backend.js';
export { onnxNode } from './onnx-node.js';
export type { OrtRuntime, OrtSession, OrtTensor, OrtValueMetadata } from './ort-like.js';
export { type DiskFileSink, DiskFolderSink } from './sources/disk-folder-sink.js';
export { fileSource } from './sources/file-source.js';
export { folderSource } from './sources/folder-source.js';
