// Opens, decodes and writes files, so that the page never waits for it.
import { formatProblem, labelFormats, readLabels, writeLabels } from '@medicosam/io/labels';
import { type OpenedImages, openImages, type SourceVolume } from '@medicosam/io/open';
import type { FileJobs, JobAnswer, JobName, JobQuestion } from './file-jobs.js';
import { gatherLabels } from './labels/gather-labels.js';
import { labelFileName } from './labels/label-file-name.js';
import { objectsOfLabels } from './labels/objects-of-labels.js';
import { findSeries, sourceOf } from './reading/find-series.js';
import { readSource } from './reading/read-source.js';

/** What a worker's global is, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: { readonly data: JobQuestion }) => void) | null;
  postMessage(answer: JobAnswer, transfer: readonly Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope;

interface Done<Name extends JobName> {
  readonly output: FileJobs[Name]['out'];
  readonly transfer: readonly Transferable[];
}

type Progress = (done: number, total: number) => void;

/** What was opened last: files that may become the series, or labels of the one that is shown. */
let opened: { readonly images: OpenedImages; readonly names: readonly string[] } | undefined;
/** What is shown. */
let shown:
  | { readonly source: SourceVolume; readonly names: readonly string[]; readonly series: string }
  | undefined;
let opening = new AbortController();

function shownSeries() {
  if (!shown) throw new Error('No series is open in the worker.');
  return shown;
}

const messages = (warnings: readonly { readonly message: string }[]) =>
  warnings.map(({ message }) => message);

const jobs: {
  readonly [Name in JobName]: (input: FileJobs[Name]['in'], onProgress: Progress) => Promise<Done<Name>>;
} = {
  async open(files) {
    opening.abort();
    opening = new AbortController();
    const images = await openImages(files, { signal: opening.signal });
    opened = { images, names: files.map(({ name }) => name) };
    const found = await findSeries(images);
    return { output: { found, refused: images.refused, warnings: messages(images.warnings) }, transfer: [] };
  },
  async read({ item: index, volume }, onProgress) {
    const item = opened?.images.items[index];
    if (!opened || !item) throw new Error('No such series is open in the worker.');
    const { images, names } = opened;
    const source = await sourceOf(item, volume);
    const known = { name: names.length === 1 ? (names[0] ?? '') : images.format, format: images.format };
    const series = await readSource(source, await item.describe(), known, onProgress, opening.signal);
    shown = { source, names, series: series.name };
    return { output: series, transfer: series.slices.map(({ data }) => data.buffer as ArrayBuffer) };
  },
  async labels({ file, slice }) {
    const { source } = shownSeries();
    const { format, objects, warnings } = await readLabels(file, source, { slice: { index: slice } });
    const { segments, slices, overlap } = gatherLabels(objects, source);
    const title = labelFormats.find(({ id }) => id === format)?.title ?? format;
    const lost = `${overlap} voxels are of several segments; each is shown as of the last of them.`;
    return {
      output: {
        format: title,
        segments,
        slices,
        warnings: [...messages(warnings), ...(overlap > 0 ? [lost] : [])],
      },
      transfer: slices.map(([, values]) => values.buffer),
    };
  },
  async formats(indices) {
    const { source } = shownSeries();
    const { width, height } = source;
    const mask = { bits: new Uint8Array(width * height).fill(1, 0, 1), width, height };
    const masks = indices.map((index) => ({ index, mask }));
    const output = labelFormats.map((format) => ({
      id: format.id,
      title: format.title,
      ending: format.endings[0] ?? '',
      problem: formatProblem(format, source, [{ masks }]),
    }));
    return { output, transfer: [] };
  },
  async write({ format, segments, slices, algorithmName }) {
    const { source, names, series } = shownSeries();
    const objects = objectsOfLabels(segments, slices, source);
    const options = { sourceName: names[0], algorithmName };
    const { bytes, warnings } = await writeLabels(objects, source, format, options);
    const { endings = [], mediaType: type = '' } = labelFormats.find(({ id }) => id === format) ?? {};
    const name = labelFileName(names, series, endings[0] ?? '');
    return { output: { name, type, bytes, warnings: messages(warnings) }, transfer: [bytes.buffer] };
  },
};

scope.onmessage = async ({ data: { id, job, input } }) => {
  try {
    // The name and its input belong together, which the union of questions says and a call cannot.
    const run = jobs[job] as (input: unknown, onProgress: Progress) => Promise<Done<JobName>>;
    const { output, transfer } = await run(input, (done, total) =>
      scope.postMessage({ id, done, total }, []),
    );
    scope.postMessage({ id, output }, transfer);
  } catch (error) {
    const { code, message, hint } = error as Error & { readonly code?: string; readonly hint?: string };
    scope.postMessage({ id, error: { code, message, hint } }, []);
  }
};
