// Segments the pictures in samples/ with the prompts stored beside them. Copy it and put your own in.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dice, loadPredictor } from '@medicosam/core';
import { overlay, readImage, writeImage } from '@medicosam/io/node';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { describePrompt, labelMask, type Sample, toPrompt } from './samples.js';

const samples = fileURLToPath(new URL('../samples/', import.meta.url));
const results = resolve('segmented');
const { items } = JSON.parse(await readFile(`${samples}prompts.json`, 'utf8')) as { items: Sample[] };

const predictor = await loadPredictor({ model: tiny, backend: onnxNode() });
console.log(`${predictor.info.manifest.title} on ${predictor.info.backend}, ${predictor.info.device}\n`);

for (const sample of items) {
  const image = await readImage(samples + sample.image);
  const truth = await readImage(samples + sample.truth);
  const embedding = await predictor.encode(image, { normalisation: sample.normalize });
  console.log(`${sample.title} · ${sample.modality} · normalisation ${embedding.normalisation}`);

  const prompts = sample.objects.map(toPrompt);
  const answers = await predictor.predictMany(embedding, prompts);
  embedding.release();

  const name = sample.image.replace(/\.\w+$/, '');
  const masks = answers.flatMap(([mask]) => (mask ? [mask] : []));
  for (const [index, mask] of masks.entries()) {
    const object = sample.objects[index]?.name ?? `object ${index + 1}`;
    const path = `${results}/${name}_${object.replaceAll(' ', '-')}.png`;
    if (!mask.mask) continue;
    await writeImage(path, mask.mask);
    const score = dice(mask.mask, labelMask(truth, index + 1)).toFixed(3);
    console.log(
      `  ${object}: ${describePrompt(sample.objects[index])} → Dice ${score}, predicted IoU ${mask.predictedIou.toFixed(2)}`,
    );
    console.log(`    ${path}`);
  }
  await writeImage(
    `${results}/${name}_overlay.png`,
    overlay(image, masks, { normalisation: sample.normalize, prompts }),
  );
  console.log(`  picture: ${results}/${name}_overlay.png\n`);
}
await predictor.dispose();
