import { isMedicoSamError } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../src/index.js';
import { fixture } from './fixture.js';
import { createRandom, mutate } from './mutate.js';

describe.each([
  ['PNG', ['rgb_8.png', 'grey_16_interlaced.png', 'palette_4.png', 'nuclei_fluo_256.png']],
  ['JPEG', ['rgb_420_restart.jpg', 'rgb_progressive.jpg', 'rgb_orientation_6.jpg', 'derm_isic_0014270.jpg']],
])('500 damaged %s files', (_, files) => {
  it('give an image or a typed error, each within two seconds', { timeout: 180_000 }, async () => {
    const random = createRandom(20_251);
    const originals = files.map(fixture);
    let refused = 0;
    for (let i = 0; i < 500; i++) {
      const bytes = mutate(originals[i % originals.length] ?? new Uint8Array(), random);
      const start = performance.now();
      try {
        const { data, width, height, channels = 0 } = await decodeImage(bytes);
        expect(data.length).toBe(width * height * channels);
      } catch (error) {
        expect(isMedicoSamError(error, 'FORMAT_INVALID', 'FORMAT_UNSUPPORTED'), String(error)).toBe(true);
        refused++;
      }
      expect(performance.now() - start).toBeLessThan(2000);
    }
    expect(refused).toBeGreaterThan(50);
  });
});
