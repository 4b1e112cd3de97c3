// Opens images and volumes, shows slices in windows, traces masks and writes them, so that the page never waits for it.
import type { PixelImage } from '@medicosam/core';
import { writeResults } from '../results/write-results.js';
import { fileKind } from './file-kind.js';
import type { ImageJobs, JobAnswer, JobName, JobQuestion, SlicePicture } from './image-jobs.js';
import { formatsOf, readObjects, writeObjects } from './labels.js';
import { OpenedSource } from './opened-source.js';
import { showImage } from './show-image.js';
import { axesOf, sliceCount } from './slice-axes.js';
import { traceRings } from './trace-rings.js';
import type { ValueWindow } from './value-window.js';
import type { SlicePlace } from './volume-facts.js';
import { windowChoices } from './window-choices.js';
import { windowRange } from './window-range.js';

/** What a worker's global is, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: { readonly data: JobQuestion }) => void) | null;
  postMessage(answer: JobAnswer, transfer: readonly Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope;

interface Done<Name extends JobName> {
  readonly output: ImageJobs[Name]['out'];
  readonly transfer: readonly Transferable[];
}

let opened: OpenedSource | undefined;
/** The slice that is seen. */
let seen: PixelImage | undefined;

const jobs: { readonly [Name in JobName]: (input: ImageJobs[Name]['in']) => Promise<Done<Name>> } = {
  sort: async (files) => {
    // A file beside others is not asked about.
    const beside = files.length === 1 ? opened?.source : undefined;
    return { output: await Promise.all(files.map((file) => fileKind(file, beside))), transfer: [] };
  },
  open: async (files) => openAt(await OpenedSource.open(files)),
  choose: async (choice) => openAt(await current().choose(choice)),
  cut: async ({ id, window, ...place }) => cutAt(current(id), place, window),
  async values({ id, ...place }) {
    const { image } = await current(id).cut(place);
    const copy = { ...image, data: image.data.slice() };
    return { output: copy, transfer: [copy.data.buffer as ArrayBuffer] };
  },
  async show(window) {
    if (!seen) throw new Error('No image is open in the worker.');
    const bitmap = await showImage(seen, window);
    return { output: bitmap, transfer: [bitmap] };
  },
  async outline(mask) {
    const rings = traceRings(mask);
    return { output: rings, transfer: [rings.points.buffer, rings.ends.buffer] };
  },
  readLabels: async (request) => ({ output: await readObjects(request, current()), transfer: [] }),
  async writeLabels(request) {
    const output = await writeObjects(request, current());
    return {
      output,
      transfer: [(output.file.content as Uint8Array<ArrayBuffer>).buffer],
    };
  },
  async export(request) {
    return { output: writeResults(request), transfer: [] };
  },
};

function current(id = opened?.facts.id): OpenedSource {
  if (opened && opened.facts.id === id) return opened;
  if (opened) throw new DOMException('Another image is open.', 'AbortError');
  throw new Error('No image is open in the worker.');
}

/** What was open stays so where a slice of the new one cannot be had. */
async function openAt(source: OpenedSource): Promise<Done<'open'> & Done<'choose'>> {
  const [axis = 'k'] = axesOf(source.facts);
  const place = { axis, index: sliceCount(source.facts, axis) >> 1 };
  const { output, transfer } = await cutAt(source, place, undefined);
  opened = source;
  return { output: { ...output, volume: source.facts, formats: formatsOf(source) }, transfer };
}

async function cutAt(
  source: OpenedSource,
  { axis, index }: SlicePlace,
  window: ValueWindow | undefined,
): Promise<{ readonly output: SlicePicture; readonly transfer: readonly Transferable[] }> {
  const { image, warnings } = await source.cut({ axis, index });
  const range = windowRange(image);
  const bitmap = await showImage(image, window ?? range?.first);
  seen = image;
  // The page has values of its own; these are shown again in other windows. A slice may be a view of its volume.
  const copy = { ...image, data: image.data.slice() };
  return {
    output: { place: { axis, index }, image: copy, bitmap, range, windows: windowChoices(image), warnings },
    transfer: [copy.data.buffer as ArrayBuffer, bitmap],
  };
}

scope.onmessage = async ({ data: { id, job, input } }) => {
  try {
    // The name and its input belong together, which the union of questions says and a call cannot.
    const run = jobs[job] as (input: unknown) => Promise<Done<JobName>>;
    const { output, transfer } = await run(input);
    scope.postMessage({ id, output }, transfer);
  } catch (error) {
    const { code, message, hint } = error as Error & { readonly code?: string; readonly hint?: string };
    scope.postMessage(
      { id, error: { code, message, hint } as Extract<JobAnswer, { error: unknown }>['error'] },
      [],
    );
  }
};
