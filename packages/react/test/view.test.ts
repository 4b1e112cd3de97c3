import { describe, expect, test } from 'vitest';
import { fitted, panned, toImage, toScreen, zoomed } from '../src/canvas/view.js';

const image = { width: 40, height: 10 };
const screen = { width: 224, height: 424 };

describe('the view of an image', () => {
  test.each([
    ['square', 1, undefined],
    ['high', 4, undefined],
    ['mirrored', 0.5, { x: 40, y: 10 }],
  ])('puts %s pixels on the screen and finds them again, also moved and enlarged', (_, aspect, mirror) => {
    const fit = fitted(image, screen, aspect, mirror);
    const moved = zoomed(panned(fit, { x: 7, y: -3 }, image, screen), 1.7, { x: 50, y: 60 }, image, screen);
    for (const view of [fit, moved]) {
      for (const at of [
        { x: 0, y: 0 },
        { x: 39, y: 9 },
        { x: 12.25, y: 3.5 },
      ]) {
        const found = toImage(view, toScreen(view, at));
        expect(found.x).toBeCloseTo(at.x, 9);
        expect(found.y).toBeCloseTo(at.y, 9);
      }
    }
  });

  test('fits pixels that are four times as high as wide, and shows the last ones first where they are mirrored', () => {
    const view = fitted(image, screen, 4);
    expect(view.scale).toBe(5);
    expect(toScreen(view, { x: 0, y: 0 })).toEqual({ x: 14.5, y: 122 });
    expect(toScreen(view, { x: 0, y: 9 })).toEqual({ x: 14.5, y: 302 });
    const mirrored = fitted(image, screen, 4, { x: 40, y: undefined });
    expect(toScreen(mirrored, { x: 39, y: 9 })).toEqual({ x: 14.5, y: 302 });
  });
});
