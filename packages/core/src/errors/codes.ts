/** One entry of the table of error codes; `docs/errors.md` is generated from it. */
export interface ErrorCodeEntry {
  /** When it is raised, in one sentence. */
  readonly when: string;
  /** What the reader does about it. */
  readonly remedy: string;
}

const entry = (when: string, remedy: string): ErrorCodeEntry => ({ when, remedy });

/** Every code of {@link MedicoSamError}. Codes are stable across versions: programs may switch on them. */
export const ERROR_CODES = {
  INVALID_ARGUMENT: entry(
    'A value handed to the public API is of the wrong kind or out of its range.',
    'The message names the argument, the rule and the value; correct the call.',
  ),
  EMPTY_PROMPT: entry(
    'A prompt has no point, no box and no mask.',
    'Give at least one point, a box or a mask.',
  ),
  PROMPT_UNSUPPORTED: entry(
    'The prompt has a part that the model was not made or trained for (see the manifest).',
    'Use one of the prompt kinds that `predictor.info` lists.',
  ),
  IMAGE_INVALID: entry(
    'An image has no pixels, a length that does not fit its size, or a shape the model cannot take.',
    'The message states the rule and the sizes found.',
  ),
  NORMALISATION_INVALID: entry(
    'A normalisation is not known or its numbers are out of range.',
    'Use none, minmax, minmax-joint, percentile:lo,hi, window:center,width[,linear|linear-exact|sigmoid] or microsam.',
  ),
  SHAPE_MISMATCH: entry(
    'A tensor or graph does not have the shape that the manifest or the contract states.',
    'The model folder is damaged or belongs to another version: convert or load it again.',
  ),
  TYPE_UNSUPPORTED: entry(
    'A tensor type is met that the contract does not carry.',
    'At graph borders use float32, int32 or bool.',
  ),
  TENSOR_FOREIGN: entry(
    'A device tensor of one backend was fed to another.',
    'Read the tensor and feed its values, or keep to one backend.',
  ),
  TENSOR_DISPOSED: entry(
    'A tensor or embedding was used after it was released.',
    'Keep it until the last use: `retain()` and `release()`.',
  ),
  EMBEDDING_MISMATCH: entry(
    'An image embedding was made by another model than the one asked to use it.',
    'Encode the image again with this model.',
  ),
  EMBEDDING_INVALID: entry(
    'A serialised embedding is damaged, or of a newer format.',
    'Encode the image again, or update the package.',
  ),
  MODEL_NOT_FOUND: entry(
    'No model of that name, folder or file was found.',
    'The message says where it was looked for.',
  ),
  DOWNLOAD_FAILED: entry(
    'A checkpoint could not be fetched from any of its addresses.',
    'The message says what each answered, and the hint where a person gets the file; `medicosam models add` takes it then.',
  ),
  OFFLINE: entry(
    'A model is not in the cache and would have to be fetched, but the network is not to be used.',
    'Fetch it while online, or unset MEDICOSAM_OFFLINE.',
  ),
  LICENCE_NOT_ACCEPTED: entry(
    'The licence of a checkpoint is not known, or does not permit every use, and was not accepted.',
    'Read what the message says, then accept it: `--accept-licence`, or `acceptLicence: true`.',
  ),
  CACHE_LOCKED: entry(
    'Another process took over the work on a model while this one was stopped.',
    'Call again: it waits for the other process, or finds its result.',
  ),
  MODEL_FILE_MISSING: entry(
    'A file that the manifest names is not in the model folder.',
    'Copy the folder again, whole.',
  ),
  MODEL_CHECKSUM_MISMATCH: entry(
    'A file of the model does not have the hash that the manifest or the registry states.',
    'The file is damaged or was changed: fetch or convert it again.',
  ),
  MANIFEST_INVALID: entry(
    'A manifest does not follow the schema.',
    'The message names the field and the rule.',
  ),
  MANIFEST_TOO_NEW: entry(
    'A manifest needs a feature or a schema version that this version does not know.',
    'Update the packages, or convert the checkpoint again with this version.',
  ),
  CHECKPOINT_UNREADABLE: entry(
    'A file is no checkpoint, is cut off or contradicts itself.',
    'Fetch the file again; supported are torch zip files, legacy torch files and safetensors.',
  ),
  CHECKPOINT_UNSAFE: entry(
    'The tensors of a network can only be reached through a pickled object that is not on the allow-list.',
    'Save the plain state dict: torch.save(model.state_dict(), path).',
  ),
  CHECKPOINT_UNKNOWN_KEY: entry(
    'The tensors fit no architecture known here.',
    'The message names the key that says so; supported are SAM ViT, MobileSAM TinyViT and their decoders.',
  ),
  CHECKPOINT_INCOMPLETE: entry(
    'Tensors that the network needs are missing.',
    'The message lists them; use the whole checkpoint, or give the missing part as a second file.',
  ),
  CHECKPOINT_SHAPE: entry(
    'A tensor of the checkpoint does not have the shape that the others imply.',
    'The message names the tensor and both shapes.',
  ),
  GRAPH_INVALID: entry(
    'An ONNX graph is malformed: wiring, types, attributes or encoding.',
    'The message names the node.',
  ),
  GRAPH_UNSUPPORTED: entry(
    'A graph uses an operator, attribute or element type that is not supported here.',
    'Use another lowering of the same model, or another backend.',
  ),
  BACKEND_UNAVAILABLE: entry(
    'The runtime of a backend is not installed or cannot be loaded.',
    'The hint says what to install.',
  ),
  BACKEND_FAILED: entry(
    'The runtime reported a failure while opening or running a graph.',
    'The cause holds the runtime’s own message.',
  ),
  DEVICE_UNAVAILABLE: entry(
    'A device was asked for by name and cannot be used here.',
    'The message says why; `medicosam devices` lists what can, or use device auto.',
  ),
  DEVICE_WRONG: entry(
    'A device fails the probes: it computes wrong numbers.',
    'Use another device or lowering; update the driver.',
  ),
  DEVICE_LOST: entry('The device went away while it was in use.', 'Load the predictor again.'),
  OUT_OF_MEMORY: entry(
    'There is not enough memory for the model or the image.',
    'Use a smaller model, w16 storage or fewer objects a call.',
  ),
  REALM_LOST: entry(
    'The worker that ran the predictor has ended.',
    'Load the predictor again; the message says how it ended.',
  ),
  DISPOSED: entry('A predictor, runner or session was used after `dispose()`.', 'Load it again.'),
  OPERATION_UNKNOWN: entry(
    'A predictor was asked for an operation that it does not have.',
    'Use the same version of the packages on both sides.',
  ),
  PROTOCOL_MISMATCH: entry(
    'The two sides of a port speak different versions.',
    'Install the same version of the packages on both sides.',
  ),
  FILE_UNREADABLE: entry('A file or folder cannot be read.', 'Check the path and the permissions.'),
  FILE_UNWRITABLE: entry(
    'A file or folder cannot be written.',
    'Check the path, the permissions and the space left.',
  ),
  STORAGE_FULL: entry(
    'The browser gives this site no more room to store models.',
    'The details say what is needed and what is free: remove models, or store half the size (`w16`).',
  ),
  FORMAT_UNSUPPORTED: entry(
    'A file is of a format that is not read here.',
    'The message lists the formats that are.',
  ),
  FORMAT_INVALID: entry('A file of a known format is damaged.', 'Export or fetch it again.'),
  RECORD_INVALID: entry(
    'A session record does not follow its schema, contradicts itself, or is of a newer version.',
    'The message names the field; update the packages for a newer version.',
  ),
  RECORD_MISMATCH: entry(
    'A session record was made with another model or on another image than the one it is replayed with.',
    'Replay it with the model and the image that the record names.',
  ),
  INTERNAL: entry(
    'Something happened that should not: a bug in these packages.',
    'Please report it, with the message and without patient data.',
  ),
} as const satisfies Record<string, ErrorCodeEntry>;

/** A code of {@link MedicoSamError}; see `docs/errors.md`. */
export type ErrorCode = keyof typeof ERROR_CODES;
