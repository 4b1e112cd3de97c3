/** A user's word for a device, and ONNX Runtime's. */
export const PROVIDERS: Readonly<Record<string, string>> = {
  webgpu: 'webgpu',
  'wasm-threads': 'wasm',
  wasm: 'wasm',
};

/**
 * Options of a session: our defaults, then the caller's, passed through as they are.
 *
 * The memory pattern is off and the arena on, as in Node: with the pattern the second run of a graph takes memory anew.
 */
export function sessionOptions(
  provider: string,
  keepOnDevice: readonly string[] | undefined,
  ...given: readonly (Readonly<Record<string, unknown>> | undefined)[]
): Record<string, unknown> {
  const isKept = provider === 'webgpu' && keepOnDevice !== undefined && keepOnDevice.length > 0;
  return Object.assign(
    {
      graphOptimizationLevel: 'all',
      enableMemPattern: false,
      enableCpuMemArena: true,
      // What goes wrong is thrown; a library prints nothing.
      logSeverityLevel: 4,
      ...(isKept && {
        preferredOutputLocation: Object.fromEntries(keepOnDevice.map((name) => [name, 'gpu-buffer'])),
      }),
    },
    ...given,
    { executionProviders: [provider] },
  );
}
