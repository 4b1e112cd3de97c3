import { readFileSync } from 'node:fs';
import { withText } from '../../../../packages/io/test/dicom/patch-dicom.js';
import type { NamedBytes } from './open-viewer.js';

const original = new Uint8Array(
  readFileSync(new URL('../../../../packages/io/test/fixtures/dicom/MR_small.dcm', import.meta.url)),
);
const POSITION = '-83.9063\\-91.2000\\6.6406';
const INSTANCE = '1.3.6.1.4.1.5962.1.1.4.1.1.20040826185059.5457';
const SERIES = '1.3.6.1.4.1.5962.1.3.4.1.20040826185059.5457';

/** An MR slice of 64 × 64 pixels of 0.3125 mm, its first pixel at (−83.9063, −91.2, z). */
const slice = (z: string, series: string): Uint8Array => {
  const moved = withText(original, POSITION, `-83.9063\\-91.200\\${z}`);
  return withText(
    withText(moved, INSTANCE, INSTANCE.replace('.5457', `.5${z.replace('.', '')}`)),
    SERIES,
    series,
  );
};

/** A series with a slice at each place along z, its files in another order. */
export const smallSeries = (places: readonly string[], series = SERIES): NamedBytes[] =>
  places.map((z, index) => ({ name: `${places.length - index}.dcm`, bytes: slice(z, series) })).reverse();

export const OTHER_SERIES = SERIES.replace('.5457', '.5458');
