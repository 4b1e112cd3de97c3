import type { Box, PointPrompt } from '@medicosam/core';
import type { WorldBox, WorldPoint } from '../segment/job.js';
import { UsageError } from '../usage-error.js';
import { parseBox, parsePoint } from './coordinates.js';
import { parseWorldBox, parseWorldPoint } from './places.js';

/** Points and boxes, in pixels or, with `--world`, in mm. */
export interface PromptOptions {
  readonly point?: readonly PointPrompt[] | undefined;
  readonly box?: readonly Box[] | undefined;
  readonly worldPoint?: readonly WorldPoint[] | undefined;
  readonly worldBox?: readonly WorldBox[] | undefined;
}

/** @throws UsageError for text that is no point or box, and for `--world` without either. */
export function parsePrompts({
  point,
  box,
  world,
}: {
  readonly point?: readonly string[];
  readonly box?: readonly string[];
  readonly world?: boolean;
}): PromptOptions {
  if (world && !point && !box) {
    throw new UsageError(
      '--world says that --point and --box are in mm, and neither is given.',
      'Leave --world out; a prompts file and a session are in pixels.',
    );
  }
  const pixels = world ? {} : { point: point?.map(parsePoint), box: box?.map(parseBox) };
  const places = world ? { worldPoint: point?.map(parseWorldPoint), worldBox: box?.map(parseWorldBox) } : {};
  // All four, so that none of them stays text.
  return { point: undefined, box: undefined, ...pixels, ...places };
}
