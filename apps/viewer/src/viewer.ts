import { Enums, eventTarget, utilities } from '@cornerstonejs/core';
import { MedicoSamEvents, type MedicoSamStatus } from '@medicosam/cornerstone';
import type { LeftTool } from './cornerstone/tool-group.js';
import { exportLabels } from './labels/export-labels.js';
import { openFiles } from './open/open-files.js';
import { current } from './opened/opened-series.js';
import { showCurrentMask } from './page/current-mask.js';
import { showHistory } from './page/history-buttons.js';
import { modelInUse } from './page/model-in-use.js';
import { notify, notifyError, showStatus } from './page/status-bar.js';
import { addWarnings } from './page/warnings.js';

const { DefaultHistoryMemo } = utilities.HistoryMemo;

let left: LeftTool = 'segment';

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
  openFiles: (files: readonly File[]) => void openFiles(files, () => left),
  undo() {
    DefaultHistoryMemo.undo();
    showHistory();
  },
  redo() {
    DefaultHistoryMemo.redo();
    showHistory();
  },
  accept: () => void current()?.tools.tool.acceptPreview(),
  reject: () => current()?.tools.tool.rejectPreview(),
  reset: () => current()?.views.reset(),
  addSegment: () => current()?.segmentation.add(),
  export() {
    const { segmentation } = current() ?? {};
    if (!segmentation) return;
    exportLabels(segmentation, modelInUse()).then((warnings) => addWarnings(warnings ?? []), notifyError);
  },
  window: (key: string) => current()?.window(key) ?? false,
  chooseLeft(tool: LeftTool) {
    left = tool;
    current()?.tools.chooseLeft(tool);
  },
  setLabel(label: 0 | 1) {
    const { tool } = current()?.tools ?? {};
    if (tool) tool.label = label;
  },
};
