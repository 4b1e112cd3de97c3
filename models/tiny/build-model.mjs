// Makes `model/` from a checkpoint: the one command that replaces the weights by better ones of this architecture.
//
//   npm run build && npm --prefix models/tiny run build:model -- mobile_sam.pt medicosam_tiny_decoder.pt
//
// Of several files, each is laid over the ones before it. MODEL_CARD.md beside this file is written by hand:
// measure the new weights (`models/tiny/test`) and correct it.
import { createHash } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertCheckpoint } from '@medicosam/convert';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';

const here = fileURLToPath(new URL('.', import.meta.url));
const checkpoints = process.argv.slice(2);
if (checkpoints.length === 0) {
  console.error('usage: build-model.mjs checkpoint.pt [laid-over.pt …]');
  process.exit(2);
}

const target = `${here}model`;
const sink = new DiskFolderSink(target);
// npm runs this in the package's folder; paths are meant from where it was typed.
const from = process.env.INIT_CWD ?? process.cwd();
const sources = await Promise.all(checkpoints.map((path) => fileSource(resolve(from, path))));
const manifest = await convertCheckpoint({
  checkpoint: sources,
  storages: ['w16'],
  createSha256: () => createHash('sha256'),
  sink,
  id: 'medicosam-tiny',
  title: 'MedicoSAM tiny',
  licence: 'Apache-2.0',
  citation: [
    'Archit, Freckmann, Pape: MedicoSAM. arXiv 2501.11734 (the training objective; not by its authors)',
    'Zhang et al.: Faster Segment Anything (MobileSAM). arXiv 2306.14289 (architecture and starting weights)',
    'Kirillov et al.: Segment Anything. arXiv 2304.02643 (prompt encoder and mask decoder)',
  ],
  trained: {
    preprocess: 'sam',
    normalisation: 'minmax',
    maskPrompts: true,
    prompts: ['point', 'box', 'mask'],
  },
  measured: [
    {
      what: 'mean Dice, tight box',
      value: 0.839,
      on: '28 labelled images of 14 modalities, the objects of test/golden/evaluation.json',
    },
    {
      what: 'mean Dice, one point',
      value: 0.507,
      on: '28 labelled images of 14 modalities, the objects of test/golden/evaluation.json',
    },
  ],
  notes: ['The model card is MODEL_CARD.md of the package.'],
});
await Promise.all(sources.map((source) => source.close()));
await sink.commit();
// The card of this model is written by hand.
await rm(`${target}/MODEL_CARD.md`);

const files = (await readdir(target, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath.slice(target.length + 1)}/${entry.name}`.replace(/^\//, ''))
  .sort();
await writeFile(
  `${here}src/files.ts`,
  `// Written by build-model.mjs. Bundlers find the files by this very form of address.
export const files: Readonly<Record<string, URL>> = {
${files.map((file) => `  '${file}': new URL('../model/${file}', import.meta.url),`).join('\n')}
};
`,
);
console.log(
  `${manifest.title}: ${files.length} files, ${manifest.weights.map((entry) => `${entry.bytes} bytes`).join(', ')}`,
);
