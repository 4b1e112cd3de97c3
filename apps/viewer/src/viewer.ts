import { cache, Enums, eventTarget, utilities } from '@cornerstonejs/core';
import { MedicoSamEvents, type MedicoSamStatus } from '@medicosam/cornerstone';
import { startCornerstone } from './cornerstone/start.js';
import { createTools, getPredictor, type LeftTool, type SeriesTools } from './cornerstone/tool-group.js';
import { showCurrentMask } from './page/current-mask.js';
import { byId } from './page/elements.js';
import { notify, say, showStatus } from './page/status-bar.js';
import { showPresets } from './page/window-presets.js';
import { showSegments } from './segments/segment-list.js';
import { createSegmentation, onSegmentation, type Segmentation } from './segments/segmentation.js';
import { type DicomSeries, readSeries } from './series/read-series.js';
import { openViews, type Views } from './viewports/views.js';

const { DefaultHistoryMemo } = utilities.HistoryMemo;

/** A series that is open. */
interface Opened {
  readonly views: Views;
  readonly segmentation: Segmentation;
  readonly tools: SeriesTools;
  dispose(): void;
}

let opened: Opened | undefined;
let opening = 0;
let left: LeftTool = 'segment';
let presets: ((key: string) => boolean) | undefined;

/** What is open, for the page. */
export const current = (): Opened | undefined => opened;

function showHistory(): void {
  byId<HTMLButtonElement>('undo').disabled = !DefaultHistoryMemo.canUndo;
  byId<HTMLButtonElement>('redo').disabled = !DefaultHistoryMemo.canRedo;
}

async function show(series: DicomSeries, number: number): Promise<Opened> {
  byId('welcome').hidden = true;
  byId('views').hidden = false;
  const views = await openViews(byId('views'), series, number);
  const segmentation = await createSegmentation(series.imageIds, views.ids, number);
  const tools = createTools(`series-${number}`);
  for (const id of views.ids) tools.addViewport(id, views.engineId);
  tools.chooseLeft(left);
  presets = showPresets(series.modality, views.setWindow);
  const stopListening = onSegmentation(() => {
    showSegments(segmentation);
    showHistory();
  });
  showSegments(segmentation);
  return {
    views,
    segmentation,
    tools,
    dispose() {
      stopListening();
      tools.dispose();
      views.dispose();
      segmentation.dispose();
      // Steps of a labelmap that is no more cannot be undone.
      const { size } = DefaultHistoryMemo;
      DefaultHistoryMemo.size = size;
      cache.purgeCache();
    },
  };
}

/** Opens the files of a series in place of the one that is open. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const number = ++opening;
  byId('notice').hidden = true;
  say('Starting', 'unknown');
  try {
    await startCornerstone();
    opened?.dispose();
    opened = undefined;
    const series = await readSeries(files, (done, total) =>
      say(`Reading file ${done} of ${total}`, done / total),
    );
    if (number !== opening) return;
    opened = await show(series, number);
    const name = `${series.name} · ${series.modality} · ${series.imageIds.length} images`;
    byId('series-name').textContent = name;
    byId('series-name').title = name;
    for (const id of ['reset-views', 'add-segment']) byId<HTMLButtonElement>(id).disabled = false;
    if (series.left > 0)
      notify(`${series.left} of ${files.length} files are not of this series and were left out.`);
    say('Point at a structure');
    showHistory();
    // The model comes while the images are looked at.
    void opened.tools.tool.load().then(showDevice, (error: Error) => notify(error.message));
  } catch (error) {
    say('No series');
    byId('views').hidden = true;
    byId('welcome').hidden = false;
    notify(error instanceof Error ? error.message : String(error));
  }
}

async function showDevice(): Promise<void> {
  const { info } = await getPredictor({});
  byId('device').textContent = `${info.manifest.title ?? info.manifest.id} on ${info.device}`;
}

eventTarget.addEventListener(MedicoSamEvents.STATUS, (event: Event) => {
  const status = (event as CustomEvent<MedicoSamStatus>).detail;
  showStatus(status);
  showCurrentMask(status);
  showHistory();
});
eventTarget.addEventListener(Enums.Events.ERROR_EVENT, (event: Event) => {
  notify((event as CustomEvent<{ readonly message: string }>).detail.message);
});

/** What the page's buttons and keys do. */
export const actions = {
  undo() {
    DefaultHistoryMemo.undo();
    showHistory();
  },
  redo() {
    DefaultHistoryMemo.redo();
    showHistory();
  },
  accept: () => void opened?.tools.tool.acceptPreview(),
  reject: () => opened?.tools.tool.rejectPreview(),
  reset: () => opened?.views.reset(),
  addSegment: () => opened?.segmentation.add(),
  window: (key: string) => presets?.(key) ?? false,
  chooseLeft(tool: LeftTool) {
    left = tool;
    opened?.tools.chooseLeft(tool);
  },
  setLabel(label: 0 | 1) {
    if (opened) opened.tools.tool.label = label;
  },
};
