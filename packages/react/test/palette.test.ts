import { OBJECT_COLOURS } from '@medicosam/io';
import { expect, test } from 'vitest';
import { OBJECT_COLOURS as onCanvas } from '../src/canvas/palette.js';

test('objects have the colours that io paints overlays with', () => {
  expect(onCanvas).toEqual(OBJECT_COLOURS);
});
