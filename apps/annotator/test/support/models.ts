/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import type { AnnotatorPage } from './annotator-page.js';

/** Small networks with random weights. */
export const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../../packages/convert/test/fixtures/checkpoints/${name}`, import.meta.url));

/** In the page: keeps all that its status bar says. */
export function collectWords(): void {
  const words: string[] = [];
  Object.assign(globalThis, { saidWords: words });
  new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('#status, .status .adding-words'))
      words.push(textContent);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** What the status bar has said since this was last asked. */
export const saidWords = ({ page }: AnnotatorPage): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as { saidWords: string[] }).saidWords.splice(0));

/** Files of a model on the page's own site. */
const MODEL_FILE = /\.(safetensors|onnx|json)(\?|$)/;

/**
 * From now on the page gets its own scripts, styles and wasm files, and nothing else from anybody.
 *
 * @returns what was asked for in vain
 */
export async function cutOff({ page }: AnnotatorPage): Promise<string[]> {
  const refused: string[] = [];
  const { origin } = new URL(page.url());
  await page.context().route('**/*', async (route) => {
    const url = route.request().url();
    if (url.startsWith(origin) && !MODEL_FILE.test(url)) return route.continue();
    refused.push(url);
    return route.abort();
  });
  return refused;
}

/** The models in the dialog: name, whether in use, what is said of it. */
export const listedModels = ({ page }: AnnotatorPage) =>
  page.locator('#model-list .model').evaluateAll((rows) =>
    rows.map((row) => ({
      name: (row as HTMLElement).dataset['name'],
      inUse: row.ariaCurrent === 'true',
      words: row.querySelector('.model-words')?.textContent ?? '',
    })),
  );
