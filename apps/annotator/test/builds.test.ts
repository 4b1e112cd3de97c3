/// <reference lib="dom" />
import { fileURLToPath } from 'node:url';
import { type Browser, hasChromium, launch } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAnnotator, SLOW_MS } from './support/annotator-page.js';
import { fixture } from './support/models.js';
import { openReference, overlap } from './support/reference.js';
import { samplePath } from './support/samples.js';
import { type Builder, buildSite } from './support/sites.js';

const IMAGE = samplePath('nuclei-histology.png');
const JPEG_2000 = fileURLToPath(
  new URL('../../../packages/io/test/fixtures/dicom/MR_small_jp2klossless.dcm', import.meta.url),
);
const NUCLEUS = [62, 119, 91, 153] as const;

let browser: Browser;
let reference: Awaited<ReturnType<typeof openReference>>;
beforeAll(async () => {
  if (hasChromium) [browser, reference] = await Promise.all([launch(), openReference(IMAGE)]);
}, SLOW_MS);
afterAll(() => Promise.all([browser?.close(), reference?.close()]));

// Vite's build is that of the other tests.
describe.runIf(hasChromium)('the application on an isolated site', () => {
  test.each<Builder>(['webpack', 'plain ESM'])(
    'built by %s runs the model in a worker with threads, gives the mask of onnx-node, and takes a checkpoint',
    async (builder) => {
      const { folder, remove } = await buildSite(builder);
      const annotator = await openAnnotator(browser, folder);
      try {
        await annotator.open(IMAGE);
        await annotator.until('ready', 'error');
        const { device, realm } = await annotator.device();
        expect([device, realm]).toEqual(['wasm-threads', 'own']);
        await annotator.drag(...NUCLEUS);
        const { prompts } = await annotator.record();
        const box = prompts?.origin.rounds.at(-1)?.box;
        expect(overlap(prompts?.mask, await reference.mask({ box }))).toBeGreaterThanOrEqual(0.999);
        // Its worker is there too.
        await annotator.drop('vit_mini.pt', await fixture('vit_mini.pt'));
        await annotator.notice('vit_mini is in use');
        // So are the codecs of DICOM, of which this one is compiled to wasm.
        await annotator.open(JPEG_2000);
        expect(await annotator.page.textContent('#file-name')).toContain('64 × 64');
        expect([annotator.elsewhere, annotator.said]).toEqual([[], []]);
      } finally {
        await annotator.close();
        await remove();
      }
    },
    SLOW_MS,
  );
});
