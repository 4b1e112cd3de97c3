import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/download/read-answer.js';

const head = (status: number, headers: Record<string, string> = {}) => ({
  status,
  header: (name: string) => headers[name] ?? null,
});

describe('readAnswer', () => {
  it.each([
    ['a whole file', head(200, { 'content-length': '10' }), 0, { kind: 'whole', totalBytes: 10 }],
    ['one of unknown size', head(200), 0, { kind: 'whole', totalBytes: null }],
    [
      'one that is compressed on the way: the length is not the file’s',
      head(200, { 'content-length': '10', 'content-encoding': 'gzip' }),
      0,
      { kind: 'whole', totalBytes: null },
    ],
    ['the rest', head(206, { 'content-range': 'bytes 4-9/10' }), 4, { kind: 'continue', totalBytes: 10 }],
    [
      'the rest of who knows',
      head(206, { 'content-range': 'bytes 4-9/*' }),
      4,
      { kind: 'continue', totalBytes: null },
    ],
    ['nothing left', head(416, { 'content-range': 'bytes */10' }), 10, { kind: 'continue', totalBytes: 10 }],
  ])('%s', (_, answer, from, expected) => {
    expect(readAnswer(answer, from)).toEqual(expected);
  });

  it.each([
    ['another start', head(206, { 'content-range': 'bytes 0-9/10' })],
    ['no range at all', head(206)],
    [
      'a range of a compressed form',
      head(206, { 'content-range': 'bytes 4-9/10', 'content-encoding': 'br' }),
    ],
    ['a file that became shorter', head(416, { 'content-range': 'bytes */3' })],
  ])('%s: begin anew', (_, answer) => {
    expect(readAnswer(answer, 4)).toMatchObject({ kind: 'stale' });
  });

  it.each([
    [404, false],
    [403, false],
    [301, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
  ])('HTTP %i: ask again %s', (status, again) => {
    expect(readAnswer(head(status), 0)).toMatchObject({ kind: 'refused', again });
  });

  it.each([
    ['3', 3_000],
    ['99999', 60_000],
    ['Thu, 01 Jan 1970 00:00:05 GMT', 4_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', 0],
  ])('Retry-After %s', (text, afterMs) => {
    expect(readAnswer(head(503, { 'retry-after': text }), 0, 1_000)).toMatchObject({ afterMs });
  });
});
