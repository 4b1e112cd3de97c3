import { init as initCore } from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';
import {
  addTool,
  init as initTools,
  PanTool,
  StackScrollTool,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { MedicoSamTool } from '@medicosam/cornerstone';

let starting: Promise<void> | undefined;

/** Sets Cornerstone up, once. */
export function startCornerstone(): Promise<void> {
  starting ??= start();
  return starting;
}

async function start(): Promise<void> {
  await initCore();
  await initTools();
  initLoader({ maxWebWorkers: Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)) });
  for (const tool of [MedicoSamTool, PanTool, StackScrollTool, WindowLevelTool, ZoomTool]) addTool(tool);
}
