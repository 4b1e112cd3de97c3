/** Session options with which ONNX Runtime says where it placed the nodes of a graph. */
export const TALKING = { logSeverityLevel: 0, logVerbosityLevel: 0 };

/** What is said of placements: with what is left of a line that came in pieces. */
const PLACED = /placed on \[(\w+)\]\. Number of nodes: (\d+)/g;

const DEVICES: Readonly<Record<string, string>> = {
  WebGpuExecutionProvider: 'webgpu',
  CPUExecutionProvider: 'wasm',
};

/** Counts the nodes that ONNX Runtime's log says it placed on each execution provider. */
export class Placements {
  readonly #nodes = new Map<string, number>();

  /** Hears a line; says whether it was ONNX Runtime's verbose log, which nobody needs to see. */
  hear(line: string): boolean {
    for (const [, provider = '', count] of line.matchAll(PLACED)) {
      this.#nodes.set(provider, (this.#nodes.get(provider) ?? 0) + Number(count));
    }
    return /\[[VI]:onnxruntime:/.test(line) || line.includes('placed on [');
  }

  /** The device that has most nodes, in the user's word for the provider. */
  summary() {
    const [[provider, most] = ['none', 0], ...others] = [...this.#nodes].sort(([, a], [, b]) => b - a);
    const elsewhere = others.reduce((sum, [, count]) => sum + count, 0);
    return {
      device: DEVICES[provider] ?? provider,
      provider,
      'nodes placed': most + elsewhere,
      'nodes elsewhere': elsewhere,
    };
  }
}
