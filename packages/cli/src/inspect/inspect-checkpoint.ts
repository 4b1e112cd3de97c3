import {
  type Checkpoint,
  describeNetwork,
  type NetworkFact,
  networkTable,
  openCheckpoint,
} from '@medicosam/convert';
import { isMedicoSamError } from '@medicosam/core';
import { fileSource } from '@medicosam/onnx-node';
import type { CommandContext } from '../context.js';
import { describeError, type ErrorReport } from '../errors.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { byteText, tableText } from '../text.js';
import type { InspectOptions } from './run-inspect.js';
import { sha256OfSource } from './sha256-of-source.js';

interface CheckpointReport {
  readonly kind: 'checkpoint';
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly container: Checkpoint['container'];
  readonly at: readonly string[];
  readonly prefix: string;
  /** Tensors and values, by the type they are stored in. */
  readonly precision: Readonly<Record<string, { readonly tensors: number; readonly values: number }>>;
  /** Rows of what was recognised. */
  readonly network?: readonly NetworkFact[];
  /** Why no architecture was recognised. */
  readonly unrecognised?: ErrorReport;
  readonly notes: readonly string[];
  readonly tensors: readonly TensorRow[];
}

interface TensorRow {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly number[];
}

/** Container, architecture, tensors, precision and hash of a checkpoint; no weight is read but to be hashed. */
export async function inspectCheckpoint(
  path: string,
  options: InspectOptions,
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const source = await fileSource(path);
  try {
    const checkpoint = await openCheckpoint(source);
    const sha256 = await sha256OfSource(source, signal, (fraction) =>
      output.progress('Hashing the file', { fraction }),
    );
    const tensors = [...checkpoint.tensors, ...checkpoint.decoderTensors].map(([name, { type, dims }]) => ({
      name,
      type,
      dims,
    }));
    const report: CheckpointReport = {
      kind: 'checkpoint',
      file: path,
      bytes: source.size,
      sha256,
      container: checkpoint.container,
      at: checkpoint.at,
      prefix: checkpoint.prefix,
      precision: precisionOf(tensors),
      ...recognise(checkpoint),
      tensors,
    };
    output.result(report, () => reportText(report, options.full ?? false));
    return EXIT_CODES.done;
  } finally {
    await source.close();
  }
}

function recognise(checkpoint: Checkpoint): Pick<CheckpointReport, 'network' | 'unrecognised' | 'notes'> {
  try {
    const network = describeNetwork(checkpoint);
    return {
      network: networkTable(checkpoint, network),
      notes: [...checkpoint.notes, ...network.warnings],
    };
  } catch (error) {
    if (!isMedicoSamError(error)) throw error;
    return { unrecognised: describeError(error).report, notes: checkpoint.notes };
  }
}

function precisionOf(tensors: readonly TensorRow[]): CheckpointReport['precision'] {
  const byType: Record<string, { tensors: number; values: number }> = {};
  for (const { type, dims } of tensors) {
    const entry = byType[type] ?? { tensors: 0, values: 0 };
    entry.tensors++;
    entry.values += dims.reduce((product, dim) => product * dim, 1);
    byType[type] = entry;
  }
  return byType;
}

function reportText(report: CheckpointReport, full: boolean): string {
  const precision = Object.entries(report.precision).map(
    ([type, { tensors, values }]) => `${values} values of ${type} in ${tensors} tensors`,
  );
  return [
    `${report.file}  ${report.container}, ${byteText(report.bytes)}`,
    `  sha256  ${report.sha256}`,
    ...precision.map((line) => `  ${line}`),
    ...(report.network
      ? [tableText(report.network.map(({ part, name, value }) => [`  ${part}`, name, value]))]
      : []),
    ...(report.unrecognised
      ? [`  not recognised: ${report.unrecognised.message}`, `  hint: ${report.unrecognised.hint ?? ''}`]
      : []),
    ...report.notes.map((note) => `  note: ${note}`),
    ...(full
      ? [tableText(report.tensors.map(({ name, type, dims }) => [`  ${name}`, type, `[${dims.join(', ')}]`]))]
      : []),
  ].join('\n');
}
