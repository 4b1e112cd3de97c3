import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Graph, graphOperators, printGraph, readGraph } from '@medicosam/onnx';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText, tableText } from '../text.js';
import type { InspectOptions } from './run-inspect.js';

interface GraphReport {
  readonly kind: 'graph';
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly name: string;
  readonly producer: string;
  readonly opsets: Graph['opsets'];
  readonly inputs: Graph['inputs'];
  readonly outputs: Graph['outputs'];
  readonly nodes: number;
  /** How often each operator occurs; those of other domains with the domain before a dot. */
  readonly operators: Readonly<Record<string, number>>;
  /** Number and values of constants, by type and place: inside the graph, or in the named weights file. */
  readonly constants: readonly ConstantRow[];
}

interface ConstantRow {
  readonly in: string;
  readonly type: string;
  readonly count: number;
  readonly values: number;
}

/** Operators, inputs, outputs, constants and hash of an ONNX graph; weights files are not opened. */
export async function inspectGraph(
  path: string,
  options: InspectOptions,
  { output }: CommandContext,
): Promise<ExitCode> {
  const bytes = await readFile(path);
  const graph = readGraph(bytes);
  const report: GraphReport = {
    kind: 'graph',
    file: path,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    name: graph.name,
    producer: graph.producer,
    opsets: graph.opsets,
    inputs: graph.inputs,
    outputs: graph.outputs,
    nodes: graph.nodes.length,
    operators: countOperators(graph),
    constants: countConstants(graph),
  };
  output.result(report, () =>
    options.full ? `${reportText(report)}\n\n${printGraph(graph)}` : reportText(report),
  );
  return EXIT_CODES.done;
}

const countOperators = (graph: Graph): Record<string, number> =>
  Object.fromEntries(
    graphOperators(graph).map(({ domain, op, count }) => [domain ? `${domain}.${op}` : op, count]),
  );

function countConstants({ initializers }: Graph): ConstantRow[] {
  const rows = new Map<string, ConstantRow>();
  for (const initializer of initializers) {
    const place = 'external' in initializer ? initializer.external.location : 'the graph';
    const key = `${place} ${initializer.type}`;
    const before = rows.get(key) ?? { in: place, type: initializer.type, count: 0, values: 0 };
    const values = initializer.dims.reduce((product, dim) => product * dim, 1);
    rows.set(key, { ...before, count: before.count + 1, values: before.values + values });
  }
  return [...rows.values()];
}

function reportText(report: GraphReport): string {
  const opsets = report.opsets.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`).join(', ');
  return [
    `${report.file}  ONNX graph ${report.name}, ${byteText(report.bytes)}, ${report.nodes} nodes, opset ${opsets}`,
    `  sha256  ${report.sha256}`,
    tableText([
      ...report.inputs.map(({ name, type, dims }) => ['  input', name, type, `[${dims.join(', ')}]`]),
      ...report.outputs.map(({ name, type, dims }) => ['  output', name, type, `[${dims.join(', ')}]`]),
    ]),
    tableText(
      report.constants.map((row) => [
        '  constants',
        `${row.count}`,
        row.type,
        `${row.values} values in ${row.in}`,
      ]),
    ),
    tableText(Object.entries(report.operators).map(([name, count]) => ['  operator', name, `${count}`])),
  ].join('\n');
}
