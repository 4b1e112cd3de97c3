import { readFile } from 'node:fs/promises';
import { MedicoSamError } from '@medicosam/core';
import * as v from 'valibot';
import { errorCode } from '../system-error.js';

/** What names files and objects: no slash, nothing that a shell takes otherwise. */
export const FILE_NAME: RegExp = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** The longest name in characters. */
export const MAX_NAME = 64;

const coordinate = v.pipe(v.number(), v.finite());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const path = v.pipe(v.string(), v.minLength(1));
// Strict tuples: a plain one passes over what is too much, such as the label of a point.
const point = v.union([
  v.strictTuple([coordinate, coordinate, v.picklist([0, 1])]),
  v.strictTuple([coordinate, coordinate]),
]);

const name = v.pipe(
  v.string(),
  v.regex(FILE_NAME, 'letters, digits, dot, dash and underscore'),
  v.maxLength(MAX_NAME),
  v.description('Names the object in results and in file names.'),
);

const promptFields = {
  points: v.optional(
    v.pipe(
      v.array(point),
      v.minLength(1),
      v.description(
        '[x, y] or [x, y, label] in pixels of the image, centres at integers; label 1 foreground (the default), 0 background.',
      ),
    ),
  ),
  box: v.optional(
    v.pipe(
      v.strictTuple([coordinate, coordinate, coordinate, coordinate]),
      v.description('[x0, y0, x1, y1]: upper left and lower right corner, in the same coordinates.'),
    ),
  ),
  mask: v.optional(
    v.pipe(path, v.description('A mask image in the size of the image, relative to the prompts file.')),
  ),
};

const object = v.pipe(
  v.strictObject({ name: v.optional(name), ...promptFields }),
  v.check(({ points, box, mask }) => Boolean(points ?? box ?? mask), 'at least one of points, box and mask'),
);

const step = v.union(
  [
    v.picklist(['undo', 'redo', 'reset', 'commit']),
    v.strictObject({ commit: name }),
    v.pipe(
      v.strictObject(promptFields),
      v.check(
        ({ points, box, mask }) => Boolean(points ?? box ?? mask),
        'at least one of points, box and mask',
      ),
    ),
  ],
  'a step is { points, box, mask }, { "commit": name }, "commit", "undo", "redo" or "reset"',
);

const item = v.pipe(
  v.strictObject({
    image: v.pipe(
      path,
      v.description(
        'Relative to the folder on the command line, or to the prompts file where none is given.',
      ),
    ),
    objects: v.optional(v.pipe(v.array(object), v.minLength(1), v.description('Each gives a mask.'))),
    steps: v.optional(
      v.pipe(
        v.array(step),
        v.minLength(1),
        v.description(
          'In place of objects: what a person would do, each step answered before the next. Prompts add to the object that is being made, commit ends it. What is not committed at the end is an object too.',
        ),
      ),
    ),
    slice: v.optional(v.pipe(index, v.description('Which slice of a volume, from 0; overrides --slice.'))),
    axis: v.optional(
      v.pipe(v.picklist(['i', 'j', 'k']), v.description('What slices are cut across; overrides --axis.')),
    ),
    frame: v.optional(
      v.pipe(index, v.description('Which frame, page or time point, from 0; overrides --frame.')),
    ),
    series: v.optional(
      v.pipe(
        v.union([path, v.pipe(v.number(), v.integer(), v.minValue(1))]),
        v.description('Which series: its UID or its number in medicosam info; overrides --series.'),
      ),
    ),
    normalize: v.optional(v.pipe(path, v.description('Overrides --normalize for this image.'))),
  }),
  v.check(
    ({ objects, steps }) => (objects === undefined) !== (steps === undefined),
    'either objects or steps',
  ),
);

/** `prompts.json`: which objects to segment in which image. `prompts.schema.json` is made from it. */
export const promptsFileSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description('For editors: where this schema lies.'))),
  version: v.literal(1),
  items: v.pipe(v.array(item), v.minLength(1)),
});

/** What a prompts file holds. */
export type PromptsFile = v.InferOutput<typeof promptsFileSchema>;
/** One image of a prompts file. */
export type PromptsItem = PromptsFile['items'][number];
/** One step of an image's `steps`. */
export type PromptsStep = NonNullable<PromptsItem['steps']>[number];

/**
 * Reads a prompts file.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`, `FORMAT_INVALID` naming the field and the rule.
 */
export async function readPromptsFile(path: string): Promise<PromptsFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The prompts file cannot be read (${errorCode(cause)}).`,
      hint: 'Check the path that --prompts names.',
      cause,
    });
  });
  return parsePromptsFile(text);
}

/** @throws MedicoSamError `FORMAT_INVALID` */
export function parsePromptsFile(text: string): PromptsFile {
  const parsed = v.safeParse(promptsFileSchema, parseJson(text));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'the file';
  throw invalid(`${where}: ${issue.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is no JSON', cause);
  }
}

const invalid = (what: string, cause?: unknown): MedicoSamError =>
  new MedicoSamError('FORMAT_INVALID', {
    message: `The prompts file does not follow its schema at ${what}.`,
    hint: 'medicosam segment --help shows an example; prompts.schema.json in @medicosam/cli has the schema.',
    cause,
  });
