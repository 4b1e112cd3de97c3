import { cache, utilities } from '@cornerstonejs/core';
import { createTools, type LeftTool, type SeriesTools } from '../cornerstone/tool-group.js';
import type { ImageSeries } from '../files/reading/image-series.js';
import { byId } from '../page/elements.js';
import { showHistory } from '../page/history-buttons.js';
import { showPresets } from '../page/window-presets.js';
import { showSegments } from '../segments/segment-list.js';
import { createSegmentation, onSegmentation, type Segmentation } from '../segments/segmentation.js';
import { type ShownSeries, showSeries } from '../series/shown-series.js';
import { openViews, type Views } from '../viewports/views.js';

/** A series that is open. */
export interface Opened {
  readonly series: ShownSeries;
  readonly views: Views;
  readonly segmentation: Segmentation;
  readonly tools: SeriesTools;
  /** Chooses the window of a key; whether there is one. */
  window(key: string): boolean;
  dispose(): void;
}

let opened: Opened | undefined;

/** What is open, for the page. */
export const current = (): Opened | undefined => opened;

/** Lets go of what is open. */
export function closeSeries(): void {
  opened?.dispose();
  opened = undefined;
  byId('views').hidden = true;
  byId('welcome').hidden = false;
}

/** Shows a series, with an empty labelmap over it. */
export async function openSeries(images: ImageSeries, number: number, left: LeftTool): Promise<Opened> {
  byId('welcome').hidden = true;
  byId('views').hidden = false;
  const series = await showSeries(images, number);
  const views = await openViews(byId('views'), series, number);
  const segmentation = await createSegmentation(series, views.ids, number);
  const tools = createTools(`series-${number}`);
  for (const id of views.ids) tools.addViewport(id, views.engineId);
  tools.chooseLeft(left);
  const stopListening = onSegmentation(() => {
    showSegments(segmentation);
    showHistory();
  });
  showSegments(segmentation);
  opened = {
    series,
    views,
    segmentation,
    tools,
    window: showPresets(series.modality, views.setWindow),
    dispose() {
      stopListening();
      tools.dispose();
      views.dispose();
      segmentation.dispose();
      series.dispose();
      // Steps of a labelmap that is no more cannot be undone.
      const { DefaultHistoryMemo } = utilities.HistoryMemo;
      const { size } = DefaultHistoryMemo;
      DefaultHistoryMemo.size = size;
      cache.purgeCache();
    },
  };
  return opened;
}
