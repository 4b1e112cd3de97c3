import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, it } from 'vitest';
import { parsePromptsFile, promptsFileSchema } from '../src/segment/prompts-file.js';

const file = (object: unknown, more: object = {}): string =>
  JSON.stringify({ version: 1, items: [{ image: 'a.png', objects: [object] }], ...more });

const item = (fields: object): string =>
  JSON.stringify({ version: 1, items: [{ image: 'a.png', ...fields }] });

describe('a prompts file', () => {
  it('may hold points, boxes, masks and names', () => {
    const text = JSON.stringify({
      version: 1,
      items: [
        {
          image: 'a.png',
          objects: [
            {
              name: 'left-kidney',
              points: [
                [1, 2],
                [3, 4, 0],
              ],
            },
            { box: [1, 2, 3, 4], mask: 'before.png' },
          ],
          normalize: 'window:40,400',
        },
      ],
    });
    expect(parsePromptsFile(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['no JSON', '{', /no JSON/],
    ['another version', file({ box: [1, 2, 3, 4] }, { version: 2 }), /version/],
    ['no items', JSON.stringify({ version: 1, items: [] }), /items/],
    ['an object without a prompt', file({ name: 'a' }), /items\.0\.objects\.0.*points, box and mask/],
    ['a label of 2', file({ points: [[1, 2, 2]] }), /items\.0\.objects\.0\.points\.0/],
    ['a box of three numbers', file({ box: [1, 2, 3] }), /items\.0\.objects\.0\.box/],
    ['a misspelt field', file({ boxes: [[1, 2, 3, 4]] }), /boxes/],
    ['a name with a slash', file({ name: '../x', box: [1, 2, 3, 4] }), /name/],
    ['no points in points', file({ points: [] }), /points/],
    ['neither objects nor steps', item({}), /items\.0.*either objects or steps/],
    [
      'objects and steps',
      item({ objects: [{ box: [1, 2, 3, 4] }], steps: ['undo'] }),
      /either objects or steps/,
    ],
    ['a step that is none', item({ steps: ['jump'] }), /steps\.0.*a step is/],
    ['a step without a prompt', item({ steps: ['undo', {}] }), /steps\.1/],
  ])('is refused with %s, naming the field', (_, text, message) => {
    expect(() => parsePromptsFile(text)).toThrow(
      expect.objectContaining({ code: 'FORMAT_INVALID', message: expect.stringMatching(message) }),
    );
  });

  it('has a published JSON schema that says the same', () => {
    const published = JSON.parse(readFileSync(new URL('../prompts.schema.json', import.meta.url), 'utf8'));
    // That an object has at least one prompt has no counterpart there.
    const made = toJsonSchema(promptsFileSchema, { errorMode: 'ignore' });
    expect(published).toEqual({ ...made, title: 'Prompts of medicosam segment' });
  });
});
