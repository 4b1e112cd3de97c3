// npm run bench:quantisation -- --checkpoint mobile_sam.pt --checkpoint medicosam_tiny_decoder.pt --images FOLDER
//   [--list evaluation.json] [--vit-b vit_b_random.pt] [--rounds 5] [--rank-every 4] [--out FOLDER] [--write]
//
// FOLDER of --images holds the files that the list names. --rank-every N ranks layers on every N-th image; 0 leaves it
// out. --out keeps the model folder in all storages, what was measured in its manifest. --save keeps the figures in a
// file, from which --from FILE makes the page again. --write writes docs/quantisation.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fileSource } from '@medicosam/onnx-node';
import { clickCosts, encodingCosts } from './costs.js';
import { labelledImages } from './labelled-images.js';
import { writeMeasured } from './measured-folder.js';
import { randomEmbeddingErrors } from './random-embedding.js';
import { deviationOf, referenceAnswers } from './reference-answers.js';
import { type MeasuredVariant, type QuantisationReport, renderQuantisation } from './render-quantisation.js';
import { type Remainder, rankGroups, type Sensitivity, withoutWorst } from './sensitivity.js';
import { VARIANTS, writeVariants } from './variants.js';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { values } = parseArgs({
  options: {
    checkpoint: { type: 'string', multiple: true, default: [] },
    images: { type: 'string', default: '' },
    list: { type: 'string', default: fromHere('../../../../models/tiny/test/golden/evaluation.json') },
    'vit-b': { type: 'string' },
    rounds: { type: 'string', default: '5' },
    'rank-every': { type: 'string', default: '4' },
    out: { type: 'string' },
    save: { type: 'string' },
    from: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const { checkpoint, images: folder, list } = values;
const [rounds, rankEvery] = [Number(values.rounds), Number(values['rank-every'])];
/** Groups left in float one after another, to see what each brings. */
const MOST_KEPT = 4;

async function measureVariants(scratch: string) {
  if (checkpoint.length === 0) return { tiny: [], images: [] };
  const variants = await writeVariants(checkpoint, VARIANTS, scratch);
  const [full] = variants;
  if (!full) throw new Error('There is no variant.');
  const { size } = full.folder.manifest.image;
  const costs = encodingCosts(variants, size, { rounds, runs: 6 });
  const clicks = clickCosts(variants, rounds);
  const images = await referenceAnswers(full.source, labelledImages(list, folder));
  const tiny: MeasuredVariant[] = [];
  for (const [i, { name, storage, source, bytes }] of variants.entries()) {
    const [cost, clickSeconds] = [costs[i], clicks[i]];
    if (!cost || clickSeconds === undefined) throw new Error(`${name} was not run.`);
    const deviation = await deviationOf(source, storage, images);
    const measured = { name, bytes, cost, clickSeconds, deviation };
    console.log(JSON.stringify(measured));
    tiny.push(measured);
  }
  return { tiny, images };
}

async function rank(images: Awaited<ReturnType<typeof referenceAnswers>>) {
  const sources = await Promise.all(checkpoint.map((file) => fileSource(file)));
  const log = ({ group, deviation }: Sensitivity | Remainder) =>
    console.log(group?.name ?? 'all of the encoder', JSON.stringify(deviation));
  const ranked = await rankGroups(sources, images, log);
  const remainders = await withoutWorst(sources, ranked, MOST_KEPT, images, log);
  await Promise.all(sources.map((source) => source.close()));
  return { ranked, remainders };
}

async function measureVitB(file: string, scratch: string): Promise<QuantisationReport['vitB']> {
  const variants = await writeVariants(
    [file],
    VARIANTS.filter(({ name }) => name === 'fp32' || name === 'int8'),
    scratch,
  );
  const { size } = variants[0]?.folder.manifest.image ?? { size: 0 };
  const costs = encodingCosts(variants, size, { rounds: Math.min(rounds, 3), runs: 3 });
  const errors = await randomEmbeddingErrors(variants, size);
  return variants.flatMap(({ name, bytes }, i) => {
    const [cost, embedding = Number.NaN] = [costs[i], errors[i]];
    console.log(name, JSON.stringify(cost), embedding);
    return cost ? [{ name, bytes, cost, embedding }] : [];
  });
}

async function measure(): Promise<QuantisationReport> {
  const scratch = mkdtempSync(join(tmpdir(), 'medicosam-quantisation-'));
  try {
    const vitB = values['vit-b'] ? await measureVitB(values['vit-b'], join(scratch, 'vit-b')) : [];
    const { tiny, images } = await measureVariants(join(scratch, 'tiny'));
    const some = rankEvery > 0 ? images.filter((_, i) => i % rankEvery === 0) : [];
    const { ranked, remainders } = rankEvery > 0 ? await rank(some) : { ranked: [], remainders: [] };
    const counts = { images: images.length, rankedImages: some.length, rounds };
    const date = new Date().toISOString().slice(0, 10);
    return { date, machine: machine(), ...counts, tiny, ranked, remainders, vitB };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
}

const report = values.from
  ? (JSON.parse(readFileSync(values.from, 'utf8')) as QuantisationReport)
  : await measure();
if (values.save) writeFileSync(values.save, JSON.stringify(report, null, 2));
const page = renderQuantisation(report);
if (values.write) writeFileSync(fromHere('../../../../docs/quantisation.md'), page);
if (values.out) await writeMeasured(checkpoint, values.out, report.tiny, report.images);
console.log(page);
