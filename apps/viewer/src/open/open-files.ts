import { startCornerstone } from '../cornerstone/start.js';
import type { LeftTool } from '../cornerstone/tool-group.js';
import { fileClient } from '../files/file-client.js';
import { importLabels } from '../labels/import-labels.js';
import { closeSeries, current, openSeries } from '../opened/opened-series.js';
import { byId } from '../page/elements.js';
import { showHistory } from '../page/history-buttons.js';
import { showModel } from '../page/model-in-use.js';
import { closeNotice, notifyError, say } from '../page/status-bar.js';
import { addWarnings, resetWarnings } from '../page/warnings.js';
import { type Chosen, chooseSeries } from './choose-series.js';
import { stackOnlyText, titleText } from './series-texts.js';

let opening = 0;

/** Opens files: images in place of those that are open, or labels over them. @param left - the tool in use. */
export async function openFiles(files: readonly File[], left: () => LeftTool): Promise<void> {
  const number = ++opening;
  const isLatest = () => number === opening;
  closeNotice();
  say('Looking into the files', 'unknown');
  try {
    await startCornerstone();
    const chosen = await chosenOf(files);
    if (!isLatest()) return;
    if (chosen?.as === 'images') await openImages(chosen, number, left, isLatest);
    else if (chosen) await openLabels(files, isLatest);
    else sayWhatIsOpen();
  } catch (error) {
    if (!isLatest()) return;
    sayWhatIsOpen();
    notifyError(error);
  }
}

const sayWhatIsOpen = () => say(current() ? 'Point at a structure' : 'No images');

async function chosenOf(files: readonly File[]): Promise<Chosen | undefined> {
  const isShown = current() !== undefined;
  try {
    return await chooseSeries(await fileClient.run('open', files), isShown);
  } catch (error) {
    // What is no image may be labels: COCO, GeoJSON.
    const isUnknown = (error as { readonly code?: string }).code === 'FORMAT_UNSUPPORTED';
    if (isShown && isUnknown && files.length === 1) return { as: 'labels' };
    throw error;
  }
}

async function openImages(
  { series: choice, warnings }: Extract<Chosen, { as: 'images' }>,
  number: number,
  left: () => LeftTool,
  isLatest: () => boolean,
): Promise<void> {
  closeSeries();
  const images = await fileClient.run('read', choice, (done, total) => {
    if (isLatest()) say(`Reading slice ${done} of ${total}`, done / total);
  });
  if (!isLatest()) return;
  const { series, views, tools } = await openSeries(images, number, left()).catch((error: unknown) => {
    closeSeries();
    throw error;
  });
  showTitle(titleText(series));
  for (const id of ['reset-views', 'add-segment', 'export']) byId<HTMLButtonElement>(id).disabled = false;
  resetWarnings([...stackOnlyText(series, views.ids.length > 1), ...warnings, ...images.warnings]);
  say('Point at a structure');
  showHistory();
  // The model comes while the images are looked at.
  void tools.tool.load().then(showModel, notifyError);
}

function showTitle(text: string): void {
  byId('series-name').textContent = text;
  byId('series-name').title = text;
}

async function openLabels(files: readonly File[], isLatest: () => boolean): Promise<void> {
  for (const file of files) {
    const slice = current()?.views.slice() ?? 0;
    const labels = await fileClient.run('labels', { file, slice });
    const { segmentation } = current() ?? {};
    if (!segmentation || !isLatest()) return;
    const { length } = labels.segments;
    const locked = length > 0 ? importLabels(segmentation, labels) : 0;
    const stayed = locked > 0 ? [`${locked} voxels of locked segments stayed theirs.`] : [];
    const none = length === 0 ? [`There is no label in ${file.name}.`] : [];
    addWarnings([...labels.warnings, ...stayed, ...none]);
    say(`${labels.format}: ${length} ${length === 1 ? 'segment' : 'segments'}`);
    showTitle(`${byId('series-name').textContent} · ${file.name}`);
  }
}
