import { init as initCore } from '@cornerstonejs/core';
import {
  addTool,
  init as initTools,
  PanTool,
  StackScrollTool,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { MedicoSamTool } from '@medicosam/cornerstone';
import { registerImages } from '../series/shown-series.js';

let starting: Promise<void> | undefined;

/** Sets Cornerstone up, once. */
export function startCornerstone(): Promise<void> {
  starting ??= start();
  return starting;
}

async function start(): Promise<void> {
  await initCore();
  await initTools();
  registerImages();
  for (const tool of [MedicoSamTool, PanTool, StackScrollTool, WindowLevelTool, ZoomTool]) addTool(tool);
}
