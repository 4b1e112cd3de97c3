/// <reference lib="dom" />
import { type Browser, hasChromium, launch } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnnotatorOptions, openAnnotator, SLOW_MS } from './support/annotator-page.js';
import { samplePath } from './support/samples.js';
import { buildSite } from './support/sites.js';

const IMAGE = samplePath('nuclei-histology.png');

let site: Awaited<ReturnType<typeof buildSite>>;
let browser: Browser;
beforeAll(async () => {
  if (hasChromium) [site, browser] = await Promise.all([buildSite('vite'), launch()]);
}, SLOW_MS);
afterAll(() => Promise.all([browser?.close(), site?.remove()]));

/** What the page says when an image is opened on a site. */
async function noticeOn(options: AnnotatorOptions) {
  const annotator = await openAnnotator(browser, site.folder, options);
  try {
    await annotator.page.setInputFiles('#image-file', IMAGE);
    const notice = await annotator.notice();
    return { ...notice, canRetry: await annotator.page.isVisible('#notice-retry') };
  } finally {
    await annotator.close();
  }
}

describe.runIf(hasChromium)('the annotator', () => {
  test(
    'runs on wasm without WebGPU and SharedArrayBuffer, and says why',
    async () => {
      const annotator = await openAnnotator(browser, site.folder, { headers: {} });
      await annotator.open(IMAGE);
      await annotator.until('encoding', 'error');
      expect(await annotator.page.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
      const { device, realm, reasons } = await annotator.device();
      expect([device, realm]).toEqual(['wasm', 'own']);
      expect(reasons).toContain('webgpu: The browser has WebGPU and offers no adapter.');
      expect(reasons.some((reason) => /^wasm-threads: .*isolated/.test(reason))).toBe(true);
      await annotator.close();
    },
    SLOW_MS,
  );

  test.each([
    ['the worker of the model', /\/worker-/, 'BACKEND_UNAVAILABLE', /worker/, true],
    ['the worker for images', /\/image-worker-/, 'FILE_UNREADABLE', /files of the application/, false],
    ['the wasm file', /\.wasm$/, 'BACKEND_UNAVAILABLE', /wasm/, true],
    ['a file of the model', /\.safetensors$/, 'MODEL_FILE_MISSING', /model folder/, true],
  ])(
    'says what to do where %s is missing',
    async (_, missing, code, words, canRetry) => {
      const notice = await noticeOn({ missing });
      expect(notice).toMatchObject({ code, canRetry });
      expect(`${notice.text} ${notice.hint}`).toMatch(words);
      expect(notice.hint).not.toBe('');
    },
    SLOW_MS,
  );
});
