import { type ErrorCode, isMedicoSamError, MedicoSamError } from '@medicosam/core';

/** What was attempted when ONNX Runtime failed. */
export interface Attempt {
  readonly doing: 'open' | 'run';
  readonly part: string;
  readonly device: string;
}

/** ONNX Runtime's errors are plain ones: only the text tells them apart. True of 1.30. */
const PATTERNS: readonly (readonly [ErrorCode, 'open' | 'run' | 'both', RegExp])[] = [
  [
    'OUT_OF_MEMORY',
    'both',
    /bad_alloc|failed to allocate memory|out of memory|array buffer allocation failed/i,
  ],
  ['DEVICE_LOST', 'run', /device (was |is )?lost|cuda error.*(unrecoverable|illegal address)/i],
  [
    'DEVICE_UNAVAILABLE',
    'open',
    /no available backend found|AppendExecutionProvider|failed to load (shared )?library|webgpu adapter|CUDA failure|no CUDA-capable device/i,
  ],
  [
    'GRAPH_UNSUPPORTED',
    'open',
    /could not find an implementation|NOT_IMPLEMENTED|is not a registered function\/op|no op registered|ValidateOpsetForDomain|unsupported model IR version/i,
  ],
  [
    'GRAPH_INVALID',
    'open',
    /protobuf parsing failed|INVALID_GRAPH|INVALID_PROTOBUF|type error|ShapeInferenceError|external (data|initializer)|graph is not a DAG|node input '.*' is not a graph input|tensorprotoutils|failed to load model|load model .* failed|SafeInt/i,
  ],
];

const HINTS: Partial<Record<ErrorCode, string>> = {
  OUT_OF_MEMORY: 'Use a smaller model, w16 storage or fewer objects a call.',
  DEVICE_UNAVAILABLE: 'Use another device, or device auto; the cause holds the runtime’s own words.',
  DEVICE_LOST: 'Load the predictor again.',
  GRAPH_UNSUPPORTED: 'Use another lowering of the model, or a newer onnxruntime-node.',
  GRAPH_INVALID: 'The model folder is damaged: copy it again, or convert the checkpoint again.',
};

/** An error of ONNX Runtime as one of ours; ours as they are. */
export function wrapError(cause: unknown, { doing, part, device }: Attempt): MedicoSamError {
  if (isMedicoSamError(cause)) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const known = PATTERNS.find(
    ([, when, pattern]) => (when === 'both' || when === doing) && pattern.test(text),
  );
  const code = known?.[0] ?? 'BACKEND_FAILED';
  return new MedicoSamError(code, {
    message: `ONNX Runtime could not ${doing} the part ${part} on ${device}: ${firstLine(text)}`,
    hint: HINTS[code],
    cause,
    details: { part, device },
  });
}

/**
 * ONNX Runtime's own words in one line, without its source positions, names of functions and failed assertions;
 * of paths only the last part is left.
 */
export function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const words = line
    .replace(/^.* was false\. /, '')
    .replace(/^\S+\.(?:cc|cpp|h):\d+ (?:\w+::)*\w+(?:\(.*\))? /, '');
  return words.replace(/(?:[A-Za-z]:)?[\\/](?:[^\\/:]+[\\/])+([^\\/\s:]+)/g, '$1').slice(0, 300);
}
