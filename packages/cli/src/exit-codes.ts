import type { ErrorCode } from '@medicosam/core';

/** What the process ends with. */
export const EXIT_CODES = {
  done: 0,
  internal: 1,
  usage: 2,
  input: 3,
  model: 4,
  interrupted: 130,
} as const;

/** One of {@link EXIT_CODES}. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

const { internal, usage, input, model } = EXIT_CODES;

/** The exit code of every error code; a new one does not compile until it has a row. */
export const EXIT_CODE_OF: Readonly<Record<ErrorCode, ExitCode>> = {
  INVALID_ARGUMENT: input,
  EMPTY_PROMPT: usage,
  PROMPT_UNSUPPORTED: input,
  IMAGE_INVALID: input,
  NORMALISATION_INVALID: usage,
  SHAPE_MISMATCH: model,
  TYPE_UNSUPPORTED: model,
  TENSOR_FOREIGN: internal,
  TENSOR_DISPOSED: internal,
  EMBEDDING_MISMATCH: internal,
  EMBEDDING_INVALID: input,
  RECORD_INVALID: input,
  RECORD_MISMATCH: input,
  MODEL_NOT_FOUND: model,
  DOWNLOAD_FAILED: model,
  OFFLINE: model,
  LICENCE_NOT_ACCEPTED: usage,
  CACHE_LOCKED: model,
  MODEL_FILE_MISSING: model,
  MODEL_CHECKSUM_MISMATCH: model,
  MANIFEST_INVALID: model,
  MANIFEST_TOO_NEW: model,
  CHECKPOINT_UNREADABLE: input,
  CHECKPOINT_UNSAFE: input,
  CHECKPOINT_UNKNOWN_KEY: input,
  CHECKPOINT_INCOMPLETE: input,
  CHECKPOINT_SHAPE: input,
  GRAPH_INVALID: model,
  GRAPH_UNSUPPORTED: model,
  BACKEND_UNAVAILABLE: model,
  BACKEND_FAILED: model,
  DEVICE_UNAVAILABLE: model,
  DEVICE_WRONG: model,
  DEVICE_LOST: model,
  OUT_OF_MEMORY: model,
  REALM_LOST: model,
  DISPOSED: internal,
  OPERATION_UNKNOWN: internal,
  PROTOCOL_MISMATCH: internal,
  FILE_UNREADABLE: input,
  FILE_UNWRITABLE: input,
  STORAGE_FULL: input,
  FORMAT_UNSUPPORTED: input,
  FORMAT_INVALID: input,
  INTERNAL: internal,
};
