import type { Cost } from './costs.js';
import type { Deviation } from './deviation.js';
import type { Remainder, Sensitivity } from './sensitivity.js';

/** One variant as it was measured; `deviation` of nothing for float32 itself. */
export interface MeasuredVariant {
  readonly name: string;
  readonly bytes: number;
  readonly deviation: Deviation;
  readonly cost: Cost;
  /** Processor seconds of a click. */
  readonly clickSeconds: number;
}

/** All that the page tells. */
export interface QuantisationReport {
  /** The day, and the machine in words. */
  readonly date: string;
  readonly machine: string;
  readonly images: number;
  readonly rankedImages: number;
  readonly rounds: number;
  readonly tiny: readonly MeasuredVariant[];
  readonly ranked: readonly Sensitivity[];
  readonly remainders: readonly Remainder[];
  /** Of a ViT-B with random weights: float32 and `int8`. */
  readonly vitB: readonly (Omit<MeasuredVariant, 'deviation' | 'clickSeconds'> & {
    readonly embedding: number;
  })[];
}

const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
const dice = (value: number): string => value.toFixed(4);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

const ratioTo = (first: Cost | undefined, { warmSeconds }: Cost): string =>
  (warmSeconds / (first?.warmSeconds ?? Number.NaN)).toFixed(2);

function tinyTable({ tiny }: QuantisationReport): string {
  const [full] = tiny;
  return table(
    [
      'variant',
      'weights, MB',
      'embedding error',
      'Dice to labels: point, box',
      'Dice to fp32: point, box',
      'IoU to fp32: point, box',
      'encoding, CPU s',
      'ratio',
      'peak, MB',
      'click, CPU ms',
    ],
    tiny.map(({ name, bytes, deviation, cost, clickSeconds }) => [
      name,
      mb(bytes),
      percent(deviation.embedding),
      `${dice(deviation.dice.point)}, ${dice(deviation.dice.box)}`,
      `${dice(deviation.diceToFull.point)}, ${dice(deviation.diceToFull.box)}`,
      `${dice(deviation.iouToFull.point)}, ${dice(deviation.iouToFull.box)}`,
      cost.warmSeconds.toFixed(2),
      ratioTo(full?.cost, cost),
      cost.peakMb.toFixed(0),
      (1000 * clickSeconds).toFixed(0),
    ]),
  );
}

function vitBTable({ vitB }: QuantisationReport): string {
  const [full] = vitB;
  return table(
    ['variant', 'weights, MB', 'embedding error', 'encoding, CPU s', 'ratio', 'opening, CPU s', 'peak, MB'],
    vitB.map(({ name, bytes, embedding, cost }) => [
      name,
      mb(bytes),
      percent(embedding),
      cost.warmSeconds.toFixed(2),
      ratioTo(full?.cost, cost),
      cost.openSeconds.toFixed(2),
      cost.peakMb.toFixed(0),
    ]),
  );
}

const deviationCells = ({ embedding, diceToFull }: Deviation): string[] => [
  percent(embedding),
  dice(diceToFull.point),
  dice(diceToFull.box),
];

/** `docs/quantisation.md`. */
export function renderQuantisation(report: QuantisationReport): string {
  const { date, machine, images, rankedImages, rounds, ranked, remainders } = report;
  const measures = ['embedding error', 'Dice to fp32, point', 'Dice to fp32, box'];
  return `# Quantisation

Measured by \`npm run bench:quantisation\` (apps/bench) on ${date}: ${machine},
onnxruntime-node 1.30.0, one thread that does not spin.

\`int8\` holds the matrices of the image encoder in 8 bits, each column on a scale of its own, and multiplies in 8 bits:
what comes in is brought to 8 bits on the scale of its smallest and largest value in that very run
(\`com.microsoft.DynamicQuantizeMatMul\`). Nothing is calibrated, so that any checkpoint can be converted without data:
\`medicosam convert checkpoint.pt -o folder --storage int8\`. Convolutions, attention scores, norms and the decoder
compute in float32; their weights are stored as \`w16\` stores them. It runs on the CPU of ONNX Runtime for Node and on
wasm (\`cpu\`, \`wasm\`, \`wasm-threads\`); no other device takes it.

## The default model

The ${images} labelled images of \`models/tiny/test/golden/evaluation.json\`, each object by one point and by its box;
means over modalities. The embedding's error is its root mean square over that of the float32 embedding. CPU seconds (user and
system, of a warm run) and memory (of the whole process) are medians of ${rounds} fresh processes in turn.

${tinyTable(report)}

The decoder stays in float: its MLPs, upscaling and heads in 8 bits, with the encoder in float, move the masks by a box
more than all of the encoder does (the last row). A click is one object by one point, the decoder alone.

## Layers left in float

Each group of layers of the default model's encoder alone in 8 bits, the rest in float, on ${rankedImages} of the images, the most
sensitive first:

${table(
  ['layers', ...measures],
  ranked.map(({ group, deviation }) => [`\`${group.name}\``, ...deviationCells(deviation)]),
)}

And all of the encoder in 8 bits, but for the most sensitive groups:

${table(
  ['left in float', ...measures],
  remainders.map(({ group, deviation }, i) => [
    group ? `${i === 1 ? '' : 'and '}\`${group.name}\`` : 'nothing',
    ...deviationCells(deviation),
  ]),
)}

So the converter leaves in float what the embedding is made of last: \`mlp/lin2\` of the last blocks and the neck's
product. Which layers it leaves can be given: \`convertCheckpoint({ storages: ['int8'], keepFloat: (layer) => … })\`.

## A ViT-B

Random weights (\`apps/bench/baseline/make-random-sam.py\`), a random image of 1024 pixels: what it costs, not what masks
it makes. Of real weights of a ViT nothing was measured: measure the masks of your own before you rely on them.

${vitBTable(report)}

## What decides the speed

Weights are signed and have no zero point. On the machine above such products take 18 ms of processor time where
float32 takes 47 ([1024, 768] by [768, 3072]); with unsigned weights and a zero point of 128 they take 42, hardly less.

x86 processors without VNNI add pairs of signed products in 16 bits, which overflow, as ONNX Runtime's documentation
says; none was at hand. A probe in each \`int8\` folder holds products that overflow so: where it fails, \`storage: 'int8'\`
is refused with \`DEVICE_WRONG\`. Write \`w16\` beside it for such machines. Weights of 7 bits would not overflow, but on seven
of the images they moved the masks of one point twelve times as much (Dice to fp32 0.940 instead of 0.995).
ONNX Runtime's \`session.x64quantprecision\` cannot open these graphs, in which bands of the image share their weights.
`;
}
