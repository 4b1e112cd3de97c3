/// <reference lib="dom" />
// What the tests call in a real Chromium: an application of Cornerstone with the tool in it.
import { cache, Enums, eventTarget, type Types, utilities } from '@cornerstonejs/core';
import { segmentation } from '@cornerstonejs/tools';
import { MedicoSamEvents, type MedicoSamStatus } from '../../../src/index.js';
import { floodPredictor } from '../../support/flood-predictor.js';
import { colourSeries, movingSeries, obliqueSeries, rodSeries, type Vector } from '../../support/series.js';
import { type Look, showPlace } from './looks.js';
import { miniPredictor, recorded } from './mini-predictor.js';
import { openScene, SEGMENTATION } from './scene.js';

const errors: string[] = [];
const accepted: unknown[] = [];
eventTarget.addEventListener(Enums.Events.ERROR_EVENT, (event: Event) => {
  errors.push((event as CustomEvent<{ message: string }>).detail.message);
});
eventTarget.addEventListener(MedicoSamEvents.ACCEPTED, (event: Event) =>
  accepted.push((event as CustomEvent).detail),
);
const statuses: string[] = [];
eventTarget.addEventListener(MedicoSamEvents.STATUS, (event: Event) => {
  const { viewportId, status } = (event as CustomEvent<MedicoSamStatus>).detail;
  if (statuses.at(-1) !== `${viewportId} ${status}`) statuses.push(`${viewportId} ${status}`);
});

const predictor = floodPredictor();
let series = obliqueSeries('oblique');
let scene: Awaited<ReturnType<typeof openScene>>;
/** Why the predictor cannot be had. */
let failure: string | undefined;
/** What embeddings hold, of a real model. */
let embedded: string[] = [];

const until = async (isTrue: () => boolean, what: string) => {
  const end = performance.now() + 30_000;
  while (!isTrue()) {
    if (performance.now() > end)
      throw new Error(`never ${what}: ${statuses.slice(-6).join(', ')}; ${errors.join()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** What is opened, and how. */
interface OpenOptions {
  /** So many slices, each with a square. */
  readonly slices?: number;
  /** Pixels of three channels, or a volume over time. */
  readonly kind?: 'colour' | 'moving';
  readonly model?: boolean;
  readonly settleMs?: number;
  readonly generic?: boolean;
}

const calls = {
  /** Opens a series in place of the one that is open; answers with what is flooded, or with a real model. */
  open: async (looks: Look[], { slices, kind, model, settleMs, generic }: OpenOptions = {}) => {
    scene?.close();
    embedded = [];
    if (slices) series = rodSeries(slices);
    if (kind === 'colour') series = colourSeries();
    if (kind === 'moving') series = movingSeries();
    const real = model ? await recorded(await miniPredictor(), embedded) : undefined;
    scene = await openScene({
      series,
      looks,
      generic: generic === true,
      ...(settleMs !== undefined && { configuration: { settleMs } }),
      predictor: () => {
        if (failure !== undefined) throw new Error(failure);
        return real ?? predictor;
      },
    });
  },
  embedded: () => embedded,
  /** Shows another time point of a volume over time, from 1. */
  showTime: (time: number) => {
    const { volumeId } = scene;
    Object.assign(cache.getVolume(volumeId) as object, { dimensionGroupNumber: time });
  },
  /** What a click means from now on. */
  label: (label: 0 | 1) => {
    scene.tool.label = label;
  },
  /** What is done to a view that does not change what it shows. */
  disturb: (look: Look) => {
    const viewport = scene.engine.getViewport(look) as Types.IStackViewport;
    viewport.setZoom(2.3);
    viewport.setPan([17, -9]);
    viewport.setCamera({ flipHorizontal: true });
    viewport.setProperties({ voiRange: { lower: 0, upper: 50 }, colormap: { name: 'hsv' }, invert: true });
    viewport.render();
  },
  /** Turns a view by a quarter and mirrors it. */
  turn: (look: Look) => {
    const viewport = scene.engine.getViewport(look) as Types.IStackViewport;
    viewport.setViewPresentation({ rotation: 90, flipHorizontal: true });
    viewport.render();
  },
  /** From now on the predictor cannot be had, until it can. */
  fail: (message: string | undefined) => {
    failure = message;
  },
  /** Ends all sessions, and with them what was encoded. */
  forget: () => {
    scene.tool.onSetToolDisabled();
  },
  encodeFor: (ms: number) => {
    predictor.delayMs = ms;
  },
  /** How encodings ended, and how many embeddings are held. */
  encodings: () => ({
    aborted: predictor.signals.filter(({ aborted }) => aborted).length,
    all: predictor.images.length,
    held: predictor.held(),
  }),
  disable: (look: Look) => {
    scene.engine.disableElement(look);
  },
  /** Gives voxels to a segment, as another tool did. */
  paint: (voxels: Vector[], value: number) => {
    for (const [i, j, k] of voxels) {
      cache.getImage(scene.labelmapIds[k] ?? '')?.voxelManager?.setAtIJK(i, j, 0, value as never);
    }
  },
  lock: (segmentIndex: number, isLocked: boolean) =>
    segmentation.segmentLocking.setSegmentIndexLocked(SEGMENTATION, segmentIndex, isLocked),
  /** Shows all slices one after another as quickly as they come. */
  scrollThrough: async () => {
    const stack = scene.engine.getViewport('stack') as Types.IStackViewport;
    const { left, top } = stack.element.getBoundingClientRect();
    for (let k = 0; k < series.dimensions[2]; k++) {
      await stack.setImageIdIndex(k);
      const place = { clientX: left + 100 + (k % 7), clientY: top + 100, bubbles: true };
      stack.element.dispatchEvent(new MouseEvent('mousemove', place));
    }
  },
  showSlice: (k: number) => (scene.engine.getViewport('stack') as Types.IStackViewport).setImageIdIndex(k),
  /** Listeners of the tool's that outlive it. */
  listeners: () => {
    const { listeners } = eventTarget as unknown as { listeners: Record<string, Set<unknown> | unknown[]> };
    return Object.fromEntries(
      Object.entries(listeners).map(([name, all]) => [name, 'size' in all ? all.size : all.length]),
    );
  },
  /** Moves to the slice of a voxel; where it is on the page. */
  show: (look: Look, index: Vector) => showPlace(scene.engine, series, look, index),
  /** Waits until so many prompts are answered. */
  answered: async (look: Look, count: number) => {
    const status = () => scene.tool.getStatus(look);
    await until(
      () => status().status === 'ready' && status().prompts.length === count,
      `${count} prompts answered`,
    );
    return { prompts: status().prompts, area: status().mask?.area };
  },
  status: (look: Look) => {
    const { status, error, prompts, mask } = scene.tool.getStatus(look);
    return { status, error: error?.message, prompts, area: mask?.area };
  },
  accept: (look: Look) => scene.tool.acceptPreview(scene.engine.getViewport(look).element),
  /** The voxels of the labelmap that are not 0, in the order of the stack: [i, j, k, value]. */
  voxels: () => {
    const found: [number, number, number, number][] = [];
    for (const [k, imageId] of scene.labelmapIds.entries()) {
      const data = cache.getImage(imageId)?.voxelManager?.getScalarData() ?? [];
      const width = series.dimensions[0];
      for (let at = 0; at < data.length; at++) {
        const value = Number(data[at]);
        if (value !== 0) found.push([at % width, Math.floor(at / width), k, value]);
      }
    }
    return found;
  },
  undo: () => utilities.HistoryMemo.DefaultHistoryMemo.undo(),
  redo: () => utilities.HistoryMemo.DefaultHistoryMemo.redo(),
  history: () => {
    const { canUndo, canRedo } = utilities.HistoryMemo.DefaultHistoryMemo;
    return { canUndo, canRedo };
  },
  said: () => ({ errors, statuses, accepted }),
  encoded: () => predictor.images.length,
};

export type Calls = typeof calls;
Object.assign(globalThis, { calls });
