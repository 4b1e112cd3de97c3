import {
  Enums,
  PanTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { loadPredictor, type Predictor } from '@medicosam/core';
import { MedicoSamTool, type MedicoSamToolConfiguration } from '@medicosam/cornerstone';
import { tiny } from '@medicosam/model-tiny';
import { onnxWeb } from '@medicosam/onnx-web';

/** What the left mouse button does. */
export type LeftTool = 'segment' | 'window' | 'pan' | 'zoom';

const NAMES: Readonly<Record<LeftTool, string>> = {
  segment: MedicoSamTool.toolName,
  window: WindowLevelTool.toolName,
  pan: PanTool.toolName,
  zoom: ZoomTool.toolName,
};

const { Primary, Secondary, Auxiliary, Wheel } = Enums.MouseBindings;
const { Ctrl, Alt } = Enums.KeyboardBindings;

let predictor: Promise<Predictor> | undefined;

/** The model in a worker, one for all series that are opened. */
export const getPredictor: MedicoSamToolConfiguration['getPredictor'] = ({ onProgress }) => {
  predictor ??= loadPredictor({ model: tiny, backend: onnxWeb(), onProgress });
  predictor.catch(() => {
    predictor = undefined;
  });
  return predictor;
};

/** The tools of a series' viewports. */
export function createTools(id: string) {
  const group = ToolGroupManager.createToolGroup(id);
  if (!group) throw new Error(`There is a tool group ${id} already.`);
  group.addTool(MedicoSamTool.toolName, { getPredictor });
  for (const { toolName } of [PanTool, StackScrollTool, WindowLevelTool, ZoomTool]) group.addTool(toolName);
  group.setToolActive(StackScrollTool.toolName, { bindings: [{ mouseButton: Wheel }] });
  const tool = group.getToolInstance(MedicoSamTool.toolName) as MedicoSamTool;

  /** Buttons other than the left one stay what radiologists expect. */
  const chooseLeft = (chosen: LeftTool) => {
    for (const name of Object.values(NAMES)) group.setToolPassive(name, { removeAllBindings: true });
    group.setToolActive(PanTool.toolName, {
      bindings: [{ mouseButton: Auxiliary }, ...(chosen === 'pan' ? [{ mouseButton: Primary }] : [])],
    });
    group.setToolActive(ZoomTool.toolName, {
      bindings: [{ mouseButton: Secondary }, ...(chosen === 'zoom' ? [{ mouseButton: Primary }] : [])],
    });
    if (chosen === 'window') group.setToolActive(NAMES.window, { bindings: [{ mouseButton: Primary }] });
    if (chosen !== 'segment') return;
    group.setToolActive(NAMES.segment, {
      bindings: [
        { mouseButton: Primary },
        { mouseButton: Primary, modifierKey: Ctrl },
        { mouseButton: Primary, modifierKey: Alt },
      ],
    });
  };
  chooseLeft('segment');
  return {
    tool,
    chooseLeft,
    addViewport: (viewportId: string, engineId: string) => group.addViewport(viewportId, engineId),
    dispose() {
      tool.dispose();
      ToolGroupManager.destroyToolGroup(id);
    },
  };
}

export type SeriesTools = ReturnType<typeof createTools>;
