import { hasChromium, ISOLATED } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './on-page.js';

const TIMEOUT_MS = 240_000;

let mangled: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  if (hasChromium) mangled = await openBrowser({ isMangled: true });
}, TIMEOUT_MS);
afterAll(() => mangled?.close());

describe.runIf(hasChromium)('in an isolated page whose bundler shortens names', () => {
  // It waits for half a minute.
  test.runIf(process.env['MEDICOSAM_PROVE'] !== undefined)(
    'wasm is not usable since its threads do not start, and the others still are',
    async () => {
      const { value, error } = await mangled.call('choiceAmongProcessors', {}, { headers: ISOLATED });
      expect(error).toBeUndefined();
      expect(value?.wasm).toMatchObject({
        usable: false,
        reason: 'TensorFlow.js did not get its backend wasm ready within 30 s.',
        hint: expect.stringContaining('WASM_HAS_MULTITHREAD_SUPPORT'),
      });
      expect(value?.ran).toEqual(['cpu']);
    },
    TIMEOUT_MS,
  );

  test(
    'wasm works without threads',
    async () => {
      const setup = { device: 'wasm', length: 1000, flags: { WASM_HAS_MULTITHREAD_SUPPORT: false } };
      const { value, error, requests } = await mangled.call('longRow', setup, { headers: ISOLATED });
      expect(error).toBeUndefined();
      expect(value).toMatchObject({ wrong: 0, ran: { wasm: expect.any(Number) } });
      expect(requests).toContain('/tfjs-wasm/tfjs-backend-wasm-simd.wasm');
    },
    TIMEOUT_MS,
  );
});
