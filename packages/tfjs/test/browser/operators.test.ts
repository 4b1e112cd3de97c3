import { hasChromium } from '@medicosam/in-chromium';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FORMS } from '../exports/forms/index.js';
import { onOnnxRuntime } from '../exports/support/on-onnxruntime.js';
import { openBrowser } from './on-page.js';

const TIMEOUT_MS = 600_000;

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
}, TIMEOUT_MS);
afterAll(() => browser?.close());

const isProved = Boolean(process.env['MEDICOSAM_PROVE']);

// Compiling the shaders of all forms takes a software adapter minutes of a processor.
test.runIf(hasChromium && isProved).each(['webgl', 'webgpu'])(
  'on %s in Chromium every operator gives what ONNX Runtime gives',
  async (device) => {
    const { value, error } = await browser.call('forms', { device });
    expect(error).toBeUndefined();
    expect(value?.ran).toEqual([device]);
    const wrong: string[] = [];
    for (const [index, { bytes, feeds }] of FORMS.entries()) {
      const { name, outputs, error: thrown } = value?.results[index] ?? { name: `form ${index}` };
      const expected = await onOnnxRuntime(bytes, feeds);
      for (const [output, { type, dims, data }] of Object.entries(expected)) {
        const actual = outputs?.[output];
        const differs = (number: number, at: number) =>
          !(Math.abs(number - (actual?.values[at] ?? Number.NaN)) <= 1e-4 * Math.max(1, Math.abs(number)));
        if (actual?.type !== type || `${actual.dims}` !== `${dims}`) {
          wrong.push(
            `${name}: ${thrown ?? `${actual?.type} [${actual?.dims}] instead of ${type} [${dims}]`}`,
          );
        } else if (Array.from(data).some(differs)) {
          wrong.push(`${name}: [${actual.values.slice(0, 8)}…] instead of [${data.slice(0, 8)}…]`);
        }
      }
    }
    expect(wrong).toEqual([]);
  },
  TIMEOUT_MS,
);
