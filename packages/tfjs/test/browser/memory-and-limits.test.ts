import { hasChromium } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './on-page.js';

const TIMEOUT_MS = 240_000;

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
}, TIMEOUT_MS);
afterAll(() => browser?.close());

describe.runIf(hasChromium)('webgl in Chromium', () => {
  // Compiling the shaders of a whole model takes a software adapter long.
  test.runIf(process.env['MEDICOSAM_PROVE'])(
    'holds the same tensors and the same memory of the GPU after 20 predictions',
    async () => {
      const { value, error } = await browser.call('memory', { device: 'webgl', runs: 20 });
      expect(error).toBeUndefined();
      expect(Object.keys(value?.ran ?? {})).toEqual(['webgl']);
      expect(value?.before.numBytesInGPU).toBeGreaterThan(1e5);
      expect(value?.after).toEqual(value?.before);
      expect(value?.end.numTensors).toBe(value?.empty.numTensors);
    },
    TIMEOUT_MS,
  );

  test(
    'is reported with the GPU’s name and the size of its textures',
    async () => {
      const { value } = await browser.call('devices');
      expect(value?.find(({ device }) => device === 'webgl')).toMatchObject({
        usable: true,
        runtime: expect.stringMatching(/^tfjs-core 4\.22\.0, ANGLE \(.*SwiftShader/),
        capabilities: { limits: { maxTextureSize: 8192 } },
      });
    },
    TIMEOUT_MS,
  );

  test(
    'computes a row that is longer than a texture is wide',
    async () => {
      const { value, error } = await browser.call('longRow', { device: 'webgl', length: 100_003 });
      expect(error).toBeUndefined();
      expect(value).toMatchObject({ wrong: 0, ran: { webgl: expect.any(Number) } });
    },
    TIMEOUT_MS,
  );

  test(
    'says with a code that a tensor needs more than a texture holds',
    async () => {
      const flags = { WEBGL_MAX_TEXTURE_SIZE: 64 };
      const { error } = await browser.call('longRow', { device: 'webgl', length: 100_003, flags });
      expect(error).toMatchObject({ code: 'OUT_OF_MEMORY', message: expect.stringContaining('64') });
    },
    TIMEOUT_MS,
  );

  test(
    'that computes in float16 is not usable, and another device is taken with the reason',
    async () => {
      const flags = { WEBGL_FORCE_F16_TEXTURES: true };
      const { value: reports } = await browser.call('devices', { flags });
      const webgl = reports?.find(({ device }) => device === 'webgl');
      expect(webgl).toMatchObject({ usable: false, reason: expect.stringContaining('float16') });
      const { error } = await browser.call('choice', { flags, device: 'webgl' });
      expect(error?.code).toBe('DEVICE_UNAVAILABLE');
      expect(error?.message).toContain('float16');
    },
    TIMEOUT_MS,
  );
});
