import { OBJECT_COLOURS } from '@medicosam/io';
import { expect, test } from 'vitest';
import { objectColour, OBJECT_COLOURS as onCanvas } from '../src/canvas/palette.js';

test('objects have the colours that io paints overlays with', () => {
  expect(onCanvas).toEqual(OBJECT_COLOURS);
});

test('an object has its colour beside the canvas, and that of CSS where there is one', () => {
  expect(objectColour(1)).toBe('var(--medicosam-object-1, rgb(86 180 233))');
  expect(objectColour(onCanvas.length + 2)).toBe(objectColour(2));
});
