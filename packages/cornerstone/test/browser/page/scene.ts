/// <reference lib="dom" />
import {
  cache,
  cornerstoneStreamingDynamicImageVolumeLoader,
  imageLoader,
  init as initCore,
  RenderingEngine,
  setVolumesForViewports,
  type Types,
  volumeLoader,
} from '@cornerstonejs/core';
import {
  addTool,
  init as initTools,
  StackScrollTool,
  segmentation,
  Enums as ToolEnums,
  ToolGroupManager,
} from '@cornerstonejs/tools';
import type { Predictor } from '@medicosam/core';
import { MedicoSamTool, type MedicoSamToolConfiguration } from '../../../src/index.js';
import type { Series } from '../../support/series.js';
import { type Look, orientationOf, typeOf } from './looks.js';
import { registerSeries } from './synthetic-series.js';

const ENGINE = 'engine';
export const SEGMENTATION = 'segmentation';
const OVER_TIME = 'cornerstoneStreamingDynamicImageVolume';
const volumeIdOf = ({ times }: Series) => (times > 1 ? `${OVER_TIME}:synthetic` : 'synthetic-volume');
const GROUP = 'group';

export interface SceneOptions {
  readonly series: Series;
  readonly looks: readonly Look[];
  readonly predictor: Predictor | MedicoSamToolConfiguration['getPredictor'];
  readonly configuration?: Partial<MedicoSamToolConfiguration>;
  /** Whether Cornerstone makes its viewports of the next generation; of a page the first scene decides. */
  readonly generic?: boolean;
}

let isInitialised = false;
async function initialise(generic = false): Promise<void> {
  if (isInitialised) return;
  isInitialised = true;
  await initCore(
    generic ? { debug: { statsOverlay: false }, rendering: { useGenericViewport: true } } : undefined,
  );
  await initTools();
  volumeLoader.registerVolumeLoader(OVER_TIME, cornerstoneStreamingDynamicImageVolumeLoader as never);
  addTool(MedicoSamTool);
  addTool(StackScrollTool);
}

/** A rendering engine with a labelmap and the tool, as an application sets them up. */
export async function openScene({ series, looks, predictor, configuration, generic }: SceneOptions) {
  await initialise(generic);
  const imageIds = registerSeries(series);
  const elements = new Map<Look, HTMLDivElement>();
  for (const look of looks) {
    const element = document.createElement('div');
    element.className = 'viewport';
    document.body.append(element);
    elements.set(look, element);
  }
  const engine = new RenderingEngine(ENGINE);
  engine.setViewports(
    looks.map((look) => ({
      viewportId: look,
      type: typeOf(look),
      element: elements.get(look) as HTMLDivElement,
      ...(look !== 'stack' && { defaultOptions: { orientation: orientationOf(series, look) as never } }),
    })),
  );
  await Promise.all(imageIds.map((imageId) => imageLoader.loadAndCacheImage(imageId)));
  const volumeLooks = looks.filter((look) => look !== 'stack');
  if (volumeLooks.length > 0) {
    const volumeId = volumeIdOf(series);
    const volume = await volumeLoader.createAndCacheVolume(volumeId, { imageIds: [...imageIds] });
    await new Promise<void>((resolve) => {
      volume.load(() => resolve());
    });
    await setVolumesForViewports(engine, [{ volumeId }], volumeLooks);
  }
  if (looks.includes('stack')) await (engine.getViewport('stack') as Types.IStackViewport).setStack(imageIds);

  // Of a volume over time, the first time point carries the labelmap.
  const labelled = imageIds.slice(0, series.dimensions[2]);
  const labelmaps = imageLoader.createAndCacheDerivedLabelmapImages(labelled);
  const { Labelmap } = ToolEnums.SegmentationRepresentations;
  segmentation.addSegmentations([
    {
      segmentationId: SEGMENTATION,
      representation: { type: Labelmap, data: { imageIds: labelmaps.map(({ imageId }) => imageId) } },
      config: { segments: { 1: { label: 'one', active: true }, 2: { label: 'two' } } as never },
    },
  ]);
  for (const look of looks.filter((one) => one !== 'solid')) {
    await segmentation.addLabelmapRepresentationToViewport(look, [{ segmentationId: SEGMENTATION }]);
  }
  const group = ToolGroupManager.createToolGroup(GROUP);
  if (!group) throw new Error('no tool group');
  const getPredictor = typeof predictor === 'function' ? predictor : () => predictor;
  group.addTool(MedicoSamTool.toolName, { getPredictor, ...configuration });
  group.addTool(StackScrollTool.toolName);
  for (const look of looks) group.addViewport(look, ENGINE);
  const { Primary, Wheel } = ToolEnums.MouseBindings;
  group.setToolActive(MedicoSamTool.toolName, {
    bindings: [
      { mouseButton: Primary },
      { mouseButton: Primary, modifierKey: ToolEnums.KeyboardBindings.Ctrl },
    ],
  });
  group.setToolActive(StackScrollTool.toolName, { bindings: [{ mouseButton: Wheel }] });
  engine.render();
  const tool = group.getToolInstance(MedicoSamTool.toolName) as MedicoSamTool;
  return {
    engine,
    volumeId: volumeIdOf(series),
    tool,
    imageIds,
    labelmapIds: labelmaps.map(({ imageId }) => imageId),
    group,
    close() {
      ToolGroupManager.destroyToolGroup(GROUP);
      segmentation.removeSegmentation(SEGMENTATION);
      engine.destroy();
      for (const element of elements.values()) element.remove();
      cache.purgeCache();
    },
  };
}
