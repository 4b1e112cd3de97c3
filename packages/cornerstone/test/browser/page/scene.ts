/// <reference lib="dom" />
import {
  cache,
  Enums,
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
import { obliqueNormal, type Series, type Vector } from '../../support/series.js';
import { registerSeries } from './synthetic-series.js';

const ENGINE = 'engine';
export const SEGMENTATION = 'segmentation';
const VOLUME = 'synthetic-volume';
const GROUP = 'group';

/** What a viewport shows: the stack, or the volume across one of its indices or obliquely. */
export type Look = 'stack' | 'acquisition' | 'across-i' | 'across-j' | 'oblique';

export interface SceneOptions {
  readonly series: Series;
  readonly looks: readonly Look[];
  readonly predictor: Predictor | MedicoSamToolConfiguration['getPredictor'];
  readonly configuration?: Partial<MedicoSamToolConfiguration>;
}

let isInitialised = false;
async function initialise(): Promise<void> {
  if (isInitialised) return;
  isInitialised = true;
  await initCore();
  await initTools();
  addTool(MedicoSamTool);
  addTool(StackScrollTool);
}

const negated = ([x, y, z]: Vector): Types.Point3 => [-x, -y, -z];
const copied = ([x, y, z]: Vector): Types.Point3 => [x, y, z];

/** Looks at the volume's own slices from either side, and at none of them. */
function orientationOf(series: Series, look: Look): Types.OrientationVectors | undefined {
  const [i, j, k] = series.directions;
  switch (look) {
    case 'across-i':
      return { viewPlaneNormal: copied(i), viewUp: negated(k) };
    case 'across-j':
      return { viewPlaneNormal: negated(j), viewUp: copied(k) };
    case 'acquisition':
      return { viewPlaneNormal: negated(k), viewUp: negated(j) };
    case 'oblique':
      return { viewPlaneNormal: copied(obliqueNormal(series)), viewUp: negated(j) };
    default:
      return undefined;
  }
}

/** A rendering engine with a labelmap and the tool, as an application sets them up. */
export async function openScene({ series, looks, predictor, configuration }: SceneOptions) {
  await initialise();
  const imageIds = registerSeries(series);
  const elements = new Map<Look, HTMLDivElement>();
  for (const look of looks) {
    const element = document.createElement('div');
    element.className = 'viewport';
    document.body.append(element);
    elements.set(look, element);
  }
  const engine = new RenderingEngine(ENGINE);
  const { STACK, ORTHOGRAPHIC } = Enums.ViewportType;
  engine.setViewports(
    looks.map((look) => ({
      viewportId: look,
      type: look === 'stack' ? STACK : ORTHOGRAPHIC,
      element: elements.get(look) as HTMLDivElement,
      ...(look !== 'stack' && { defaultOptions: { orientation: orientationOf(series, look) as never } }),
    })),
  );
  await Promise.all(imageIds.map((imageId) => imageLoader.loadAndCacheImage(imageId)));
  const volumeLooks = looks.filter((look) => look !== 'stack');
  if (volumeLooks.length > 0) {
    const volume = await volumeLoader.createAndCacheVolume(VOLUME, { imageIds: [...imageIds] });
    await new Promise<void>((resolve) => {
      volume.load(() => resolve());
    });
    await setVolumesForViewports(engine, [{ volumeId: VOLUME }], volumeLooks);
  }
  if (looks.includes('stack')) await (engine.getViewport('stack') as Types.IStackViewport).setStack(imageIds);

  const labelmaps = imageLoader.createAndCacheDerivedLabelmapImages(imageIds);
  const { Labelmap } = ToolEnums.SegmentationRepresentations;
  segmentation.addSegmentations([
    {
      segmentationId: SEGMENTATION,
      representation: { type: Labelmap, data: { imageIds: labelmaps.map(({ imageId }) => imageId) } },
      config: { segments: { 1: { label: 'one', active: true }, 2: { label: 'two' } } as never },
    },
  ]);
  for (const look of looks) {
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

/** Moves a view to the slice that an index of the series is on, and says where on the page it is. */
export async function showPlace(
  engine: RenderingEngine,
  series: Series,
  look: Look,
  index: Vector,
): Promise<[number, number]> {
  const viewport = engine.getViewport(look);
  const world = copied(series.place(index));
  if (look === 'stack') {
    await (viewport as Types.IStackViewport).setImageIdIndex(Math.round(index[2]));
  } else {
    const { focalPoint, position, viewPlaneNormal } = viewport.getCamera();
    if (!focalPoint || !position || !viewPlaneNormal) throw new Error('no camera');
    const away = dot(viewPlaneNormal, world) - dot(viewPlaneNormal, focalPoint);
    const moved = (point: Types.Point3): Types.Point3 => [
      point[0] + viewPlaneNormal[0] * away,
      point[1] + viewPlaneNormal[1] * away,
      point[2] + viewPlaneNormal[2] * away,
    ];
    viewport.setCamera({ focalPoint: moved(focalPoint), position: moved(position) });
  }
  viewport.render();
  const [x, y] = viewport.worldToCanvas(world);
  const { left, top } = viewport.element.getBoundingClientRect();
  return [left + x, top + y];
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Number(a[0]) * Number(b[0]) + Number(a[1]) * Number(b[1]) + Number(a[2]) * Number(b[2]);
