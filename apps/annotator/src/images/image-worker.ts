// Decodes images, shows them in windows, traces masks and writes them, so that the page never waits for it.
import type { PixelImage } from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { writeResults } from '../results/write-results.js';
import type { ImageJobs, JobAnswer, JobName, JobQuestion } from './image-jobs.js';
import { showImage } from './show-image.js';
import { traceRings } from './trace-rings.js';
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

let opened: PixelImage | undefined;

const jobs: { readonly [Name in JobName]: (input: ImageJobs[Name]['in']) => Promise<Done<Name>> } = {
  async open(file) {
    const image = await readImage(file);
    const range = windowRange(image);
    const bitmap = await showImage(image, range?.first);
    opened = image;
    // The page has values of its own; these are shown again in other windows.
    const copy = { ...image, data: image.data.slice() };
    return { output: { image: copy, bitmap, range }, transfer: [copy.data.buffer as ArrayBuffer, bitmap] };
  },
  async show(window) {
    if (!opened) throw new Error('No image is open in the worker.');
    const bitmap = await showImage(opened, window);
    return { output: bitmap, transfer: [bitmap] };
  },
  async outline(mask) {
    const rings = traceRings(mask);
    return { output: rings, transfer: [rings.points.buffer, rings.ends.buffer] };
  },
  async export(request) {
    return { output: writeResults(request), transfer: [] };
  },
};

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
