import { isMedicoSamError } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../src/index.js';
import { fixture } from './fixture.js';

/** A repeatable stream of numbers below `limit` (Marsaglia's xorshift32). */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** Changes, cuts, doubles or drops a few places, the header more often than the rest. */
function mutate(original: Uint8Array, random: (limit: number) => number): Uint8Array {
  let bytes = Uint8Array.from(original);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(2) ? random(bytes.length) : random(Math.min(bytes.length, 700));
    switch (random(5)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 2:
        bytes = bytes.slice(0, Math.max(at, 1));
        break;
      case 3:
        bytes = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random(8)));
        break;
      default:
        bytes = Uint8Array.of(...bytes.subarray(0, at), random(256), ...bytes.subarray(at));
    }
  }
  return bytes;
}

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
