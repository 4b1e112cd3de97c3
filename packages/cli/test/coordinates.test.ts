import { describe, expect, it } from 'vitest';
import { parseBox, parsePoint } from '../src/options/coordinates.js';

describe('parsePoint', () => {
  it.each([
    ['120,88', { x: 120, y: 88, label: 1 }],
    ['120,88,1', { x: 120, y: 88, label: 1 }],
    ['1.5,-2,0', { x: 1.5, y: -2, label: 0 }],
    [' 1 , 2 ', { x: 1, y: 2, label: 1 }],
  ])('reads %s', (text, point) => {
    expect(parsePoint(text)).toEqual(point);
  });

  it.each(['', '1', '1,', '1,2,3', '1,2,0,4', 'a,b', 'Infinity,1', '1;2'])('refuses %j', (text) => {
    expect(() => parsePoint(text)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});

describe('parseBox', () => {
  it('reads four corners', () => {
    expect(parseBox('40,60,180,200.5')).toEqual([40, 60, 180, 200.5]);
  });

  it.each(['1,2,3', '1,2,3,4,5', '1,2,x,4', '5,1,5,9', '1,9,5,1'])('refuses %j', (text) => {
    expect(() => parseBox(text)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});
