import {
  Enums,
  RenderingEngine,
  setVolumesForViewports,
  type Types,
  utilities,
  volumeLoader,
} from '@cornerstonejs/core';
import type { ShownSeries } from '../series/shown-series.js';
import { fit } from './fit.js';
import { createOverlay } from './overlay.js';
import { setUpright } from './upright.js';

const ENGINE = 'viewer';
const { SAGITTAL, CORONAL, AXIAL } = Enums.OrientationAxis;
const PLANES = { sagittal: SAGITTAL, coronal: CORONAL, axial: AXIAL } as const;

/** A plane of the patient. */
type Plane = keyof typeof PLANES;

/** The viewports of a series: its images as a stack, and the volume across the patient's other axes. */
type ViewId = 'stack' | Plane;

const TITLES: Readonly<Record<ViewId, string>> = {
  stack: 'Slices as stored',
  sagittal: 'Sagittal',
  coronal: 'Coronal',
  axial: 'Axial',
};

/** The planes that a series was not acquired in, by the axis that its slices are stacked along. */
function planesBeside({ row, column }: ShownSeries): readonly Plane[] {
  const normal = [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ].map(Math.abs);
  const across: readonly Plane[] = ['sagittal', 'coronal', 'axial'];
  return across.filter((_, axis) => axis !== normal.indexOf(Math.max(...normal)));
}

/** Below this a volume is no more than a line across its slices. */
const FEWEST_SLICES = 5;

/** Whether slices across the stored ones show what lies there: they are evenly stacked, and more than a few. */
const isVolume = ({ imageIds, isEven }: ShownSeries) =>
  isEven && imageIds.length >= FEWEST_SLICES && utilities.isValidVolume([...imageIds]);

function addElement(container: HTMLElement, id: ViewId): HTMLDivElement {
  const frame = document.createElement('div');
  frame.className = 'view';
  frame.dataset['view'] = id;
  const element = document.createElement('div');
  element.className = 'viewport';
  element.addEventListener('contextmenu', (event) => event.preventDefault());
  frame.append(element);
  container.append(frame);
  return element;
}

/** Shows a series in viewports of its own. */
export async function openViews(container: HTMLElement, series: ShownSeries, number: number) {
  container.replaceChildren();
  const imageIds = [...series.imageIds];
  const planes = isVolume(series) ? planesBeside(series) : [];
  container.dataset['views'] = String(planes.length + 1);
  const engine = new RenderingEngine(ENGINE);
  const ids: readonly ViewId[] = ['stack', ...planes];
  const elements = new Map(ids.map((id) => [id, addElement(container, id)]));
  const { STACK, ORTHOGRAPHIC } = Enums.ViewportType;
  engine.setViewports(
    ids.map((id) => ({
      viewportId: id,
      type: id === 'stack' ? STACK : ORTHOGRAPHIC,
      element: elements.get(id) as HTMLDivElement,
      defaultOptions: { background: [0, 0, 0], ...(id !== 'stack' && { orientation: PLANES[id] }) },
    })),
  );
  const stack = engine.getViewport('stack') as Types.IStackViewport;
  await stack.setStack(imageIds, Math.floor(imageIds.length / 2));
  setUpright(stack, series);
  if (planes.length > 0) {
    const volumeId = `series-${number}`;
    const volume = await volumeLoader.createAndCacheVolume(volumeId, { imageIds });
    await new Promise<void>((resolve) => {
      volume.load(() => resolve());
    });
    await setVolumesForViewports(engine, [{ volumeId }], [...planes]);
  }
  /** Cornerstone gives volumes a window of their own. */
  const alignWindows = () => {
    const { voiRange } = stack.getProperties();
    for (const id of planes) {
      if (voiRange) (engine.getViewport(id) as Types.IVolumeViewport).setProperties({ voiRange });
    }
  };
  alignWindows();
  const { voiRange: firstRange } = stack.getProperties();
  if (series.isInverse) {
    // In stacks Cornerstone turns MONOCHROME1 over by itself.
    for (const id of planes)
      (engine.getViewport(id) as Types.IVolumeViewport).setProperties({ invert: true });
  }
  const overlays = ids.map((id) =>
    createOverlay(engine.getViewport(id), elements.get(id) as HTMLDivElement, {
      title: TITLES[id],
      isPlaced: series.isPlaced,
    }),
  );
  const observer = new ResizeObserver(() => fit(engine));
  observer.observe(container);
  engine.render();
  return {
    ids,
    engineId: ENGINE,
    viewport: (id: string) => engine.getViewport(id),
    /** Which image the stack shows. */
    slice: () => stack.getCurrentImageIdIndex(),
    reset() {
      for (const id of ids) engine.getViewport(id).resetCamera();
      setUpright(stack, series);
      // It would turn MONOCHROME1 back.
      if (!series.isInverse) stack.resetProperties();
      else if (firstRange) stack.setProperties({ voiRange: firstRange });
      alignWindows();
      engine.render();
    },
    /** The window of all viewports, in the values of the images. */
    setWindow({ center, width }: { readonly center: number; readonly width: number }) {
      const voiRange = { lower: center - width / 2, upper: center + width / 2 };
      for (const id of ids) {
        const viewport = engine.getViewport(id) as Types.IStackViewport | Types.IVolumeViewport;
        viewport.setProperties({ voiRange });
      }
      engine.render();
    },
    dispose() {
      observer.disconnect();
      for (const overlay of overlays) overlay.dispose();
      engine.destroy();
      container.replaceChildren();
    },
  };
}

export type Views = Awaited<ReturnType<typeof openViews>>;
