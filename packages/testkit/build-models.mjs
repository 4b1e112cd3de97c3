// Makes `models/` and `src/models/files.ts` from the small golden checkpoints of packages/convert:
//
//   npm run build && npm --prefix packages/testkit run build:models
//
// One model in float32 and plain operators, one stored as float16 with a fused encoder beside the plain one, and what PyTorch answers for both (goldens.json, goldens.bin).
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { convertCheckpoint } from '@medicosam/convert';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixtures = `${here}../convert/test/fixtures`;
const target = `${here}models`;
const MODELS = [
  { id: 'vit-mini', fixture: 'vit_mini', storage: 'fp32', lowerings: ['tiled'] },
  { id: 'tinyvit-mini', fixture: 'tinyvit_mini', storage: 'w16', lowerings: ['tiled', 'fused'] },
];

async function convert({ id, fixture, storage, lowerings }) {
  const sink = new DiskFolderSink(`${target}/${id}`);
  const checkpoint = await fileSource(`${fixtures}/checkpoints/${fixture}.pt`);
  await convertCheckpoint({
    checkpoint,
    sink,
    id,
    title: `${id}: random weights, for tests`,
    licence: 'Apache-2.0',
    storages: [storage],
    lowerings,
    createSha256: () => createHash('sha256'),
    network: { decoderHeads: 4, imageSize: 256 },
  });
  await checkpoint.close();
  await sink.commit();
}

const pieces = [];
let length = 0;

async function copy(folder, { file, offset, dtype, shape }) {
  const size = shape.reduce((product, dim) => product * dim, dtype === 'uint8' ? 1 : 4);
  const bytes = (await readFile(`${fixtures}/${folder}/${file}`)).subarray(offset, offset + size);
  const record = { offset: length, dtype, shape };
  pieces.push(bytes, new Uint8Array((8 - (size % 8)) % 8));
  length += size + ((8 - (size % 8)) % 8);
  return record;
}

/** Points and labels in model pixels as the decoder takes them: box corners, SAM's padding point. */
function objectOf({ height, width, input_size }, { points, labels, boxes }) {
  const scale = ([x, y]) => [(x * input_size[1]) / width, (y * input_size[0]) / height];
  const [box] = boxes ?? [];
  const corners = box ? [box.slice(0, 2), box.slice(2)] : [];
  const isPadded = points && !box;
  return {
    points: [...[...(points?.[0] ?? []), ...corners].map(scale), ...(isPadded ? [[0, 0]] : [])],
    labels: [...(labels?.[0] ?? []), ...(box ? [2, 3] : []), ...(isPadded ? [-1] : [])],
  };
}

const manifests = Object.fromEntries(
  await Promise.all(
    ['encoder', 'decoder'].map(async (folder) => [
      folder,
      JSON.parse(await readFile(`${fixtures}/${folder}/manifest.json`, 'utf8')),
    ]),
  ),
);
const image = await copy('encoder', manifests.encoder.vit_mini.cases[0].resized);
const goldens = { image, models: {} };
for (const model of MODELS) {
  await convert(model);
  const [encoding] = manifests.encoder[model.fixture].cases;
  const [decoding] = manifests.decoder[model.fixture].cases;
  const prompts = [];
  for (const prompt of decoding.prompts) {
    prompts.push({
      name: prompt.name,
      ...objectOf(decoding, prompt),
      ...(prompt.mask_input ? { mask: await copy('decoder', prompt.mask_input) } : {}),
      logits: await copy('decoder', prompt.low_res),
      predictedIou: await copy('decoder', prompt.scores),
    });
  }
  goldens.models[model.id] = {
    encoded: await copy('encoder', encoding.embedding),
    embedding: await copy('decoder', decoding.embedding),
    isOfImage: decoding.image === encoding.image,
    prompts,
  };
}
await writeFile(`${target}/goldens.json`, `${JSON.stringify(goldens, null, 2)}\n`);
await writeFile(`${target}/goldens.bin`, Buffer.concat(pieces));

const files = (await readdir(target, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name !== 'MODEL_CARD.md')
  .map((entry) => `${entry.parentPath.slice(target.length + 1)}/${entry.name}`.replace(/^\//, ''))
  .sort();
await writeFile(
  `${here}src/models/files.ts`,
  `// Written by build-models.mjs. Bundlers find the files by this very form of address.
export const files: Readonly<Record<string, URL>> = {
${files.map((file) => `  '${file}': new URL('../../models/${file}', import.meta.url),`).join('\n')}
};
`,
);
