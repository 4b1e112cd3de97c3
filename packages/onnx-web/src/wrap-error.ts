import { type ErrorCode, isMedicoSamError, MedicoSamError } from '@medicosam/core';

/** What was attempted when ONNX Runtime failed. */
export interface Attempt {
  readonly doing: 'open' | 'run' | 'read a tensor of';
  readonly part: string;
  readonly device: string;
}

/** ONNX Runtime's errors are plain ones, or strings: only the text tells them apart. True of 1.30. */
const PATTERNS: readonly (readonly [ErrorCode, RegExp])[] = [
  ['OUT_OF_MEMORY', /bad_alloc|out of memory|failed to allocate|allocation failed|could not allocate/i],
  ['DEVICE_LOST', /device (was |is )?lost|device.*destroyed|context (was |is )?lost/i],
  [
    'DEVICE_UNAVAILABLE',
    /webgpu is not supported|\[webgpu\] backend not found|failed to get gpu adapter|failed to get a webgpu|requestAdapter|requestDevice/i,
  ],
  [
    'BACKEND_UNAVAILABLE',
    /no available backend found|failed to fetch dynamically imported module|LinkError|CompileError|both async and sync fetching/i,
  ],
  [
    'GRAPH_UNSUPPORTED',
    /could not find an implementation|NOT_IMPLEMENTED|is not a registered function\/op|no op registered|ValidateOpsetForDomain|unsupported model IR version/i,
  ],
  [
    'GRAPH_INVALID',
    /protobuf parsing failed|INVALID_GRAPH|INVALID_PROTOBUF|type error|ShapeInferenceError|external (data|initializer)|graph is not a DAG|node input '.*' is not a graph input|tensorprotoutils|failed to load (model|external)|SafeInt/i,
  ],
];

const ONLY_OPENING: ReadonlySet<ErrorCode> = new Set([
  'DEVICE_UNAVAILABLE',
  'BACKEND_UNAVAILABLE',
  'GRAPH_UNSUPPORTED',
  'GRAPH_INVALID',
]);

const HINTS: Partial<Record<ErrorCode, string>> = {
  OUT_OF_MEMORY: 'Use a smaller model, w16 storage or fewer objects a call.',
  DEVICE_UNAVAILABLE: 'Use another device, or device auto; the cause holds the runtime’s own words.',
  BACKEND_UNAVAILABLE:
    'Serve the files of the installed onnxruntime-web, and let wasmPaths say where they are.',
  DEVICE_LOST: 'Load the predictor again.',
  GRAPH_UNSUPPORTED: 'Use another lowering of the model, or a newer onnxruntime-web.',
  GRAPH_INVALID: 'The model folder is damaged: copy it again, or convert the checkpoint again.',
};

/** An error of ONNX Runtime as one of ours; ours as they are. */
export function wrapError(cause: unknown, { doing, part, device }: Attempt): MedicoSamError {
  if (isMedicoSamError(cause)) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const known = PATTERNS.find(
    ([code, pattern]) => pattern.test(text) && (doing === 'open' || !ONLY_OPENING.has(code)),
  );
  const code = known?.[0] ?? 'BACKEND_FAILED';
  return new MedicoSamError(code, {
    message: `ONNX Runtime could not ${doing} the part ${part} on ${device}: ${firstLine(text)}`,
    hint: HINTS[code],
    cause,
    details: { part, device },
  });
}

/** ONNX Runtime's own words in one line, without its source positions and names of functions. */
export function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line
    .replace(/^.*ERROR_MESSAGE: /, '')
    .replace(/^.* was false\. /, '')
    .replace(/^\S+\.(?:cc|cpp|h):\d+ (?:\w+::)*\w+(?:\(.*\))? /, '')
    .slice(0, 300);
}

/** That a device went away, and what the browser said of it. */
export const deviceLost = (part: string, message: string): MedicoSamError =>
  new MedicoSamError('DEVICE_LOST', {
    message: `The GPU device went away while the part ${part} was in use: ${message.trim() || 'no reason was given.'}`,
    hint: HINTS.DEVICE_LOST,
    details: { part },
  });
