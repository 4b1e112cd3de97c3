import { cache, metaData, type Types } from '@cornerstonejs/core';
import { current } from './opened/opened-series.js';

/** What is used of the vtk.js image under an actor. */
interface GridOfActor {
  getMapper(): { getInputData(): { indexToWorld(index: number[]): number[]; getDimensions(): number[] } };
}

const valuesOf = (imageId: string): ArrayLike<number> =>
  cache.getImage(imageId)?.voxelManager?.getScalarData() ?? [];

/** What tests of the page look at, under the address `#inspect`; it changes nothing but which slice is shown. */
const inspect = {
  status(viewId: string) {
    const status = current()?.tools.tool.getStatus(viewId);
    return {
      status: status?.status,
      prompts: status?.prompts ?? [],
      area: status?.mask?.area,
      error: status?.error?.message,
    };
  },
  /** The voxels of the labelmap that are not 0: index in the image, image of the stack, value. */
  voxels() {
    return (current()?.segmentation.labelmaps ?? []).flatMap((imageId, image) => {
      const data = valuesOf(imageId);
      const found: (readonly [at: number, image: number, value: number])[] = [];
      for (let at = 0; at < data.length; at++) {
        if (Number(data[at]) !== 0) found.push([at, image, Number(data[at])]);
      }
      return found;
    });
  },
  /** Where those voxels are on the stack, LPS mm, by what Cornerstone knows of the labelmap's images, and their values. */
  places() {
    const labelmaps = current()?.segmentation.labelmaps ?? [];
    return inspect.voxels().map(([at, image, value]) => {
      const plane = metaData.get(
        'imagePlaneModule',
        labelmaps[image] ?? '',
      ) as Required<Types.ImagePlaneModule>;
      const { rowCosines, columnCosines, imagePositionPatient: origin } = plane;
      const x = (at % plane.columns) * plane.columnPixelSpacing;
      const y = Math.floor(at / plane.columns) * plane.rowPixelSpacing;
      const place = ([0, 1, 2] as const).map(
        (axis) => origin[axis] + x * rowCosines[axis] + y * columnCosines[axis],
      );
      return [...place, value] as [x: number, y: number, z: number, value: number];
    });
  },
  /** The same of the labelmap that a view of the volume draws, by the grid that it is drawn from. */
  placesIn(viewId: string) {
    const [first = ''] = current()?.segmentation.labelmaps ?? [];
    const volume = cache.getVolumes().find(({ imageIds }) => imageIds.includes(first));
    const actors =
      (current()?.views.viewport(viewId) as Types.IVolumeViewport | undefined)?.getActors() ?? [];
    const drawn = actors.find(({ referencedId }) => referencedId === volume?.volumeId);
    if (!volume || !drawn)
      throw new Error(
        `${viewId} draws no labelmap: ${actors.map(({ uid, referencedId }) => `${uid} ${referencedId}`)}`,
      );
    const grid = (drawn.actor as unknown as GridOfActor).getMapper().getInputData();
    const [width = 0, height = 0, depth = 0] = grid.getDimensions();
    const found: [x: number, y: number, z: number, value: number][] = [];
    for (let k = 0; k < depth; k++) {
      const data = valuesOf(volume.imageIds[k] ?? '');
      for (let at = 0; at < width * height; at++) {
        const value = Number(data[at]);
        if (value === 0) continue;
        const [x = 0, y = 0, z = 0] = grid.indexToWorld([at % width, Math.floor(at / width), k]);
        found.push([x, y, z, value]);
      }
    }
    return found;
  },
  segments: () => current()?.segmentation.segments ?? [],
  /** Real values of the images, stack order: their type, and what is at some places of each. */
  values(places: readonly number[]) {
    const { imageIds = [] } = current()?.series ?? {};
    return imageIds.map((imageId) => {
      const data = valuesOf(imageId);
      return { type: data.constructor.name, values: places.map((at) => Number(data[at])) };
    });
  },
  /** Where a place of the patient, LPS mm, is on the page, in CSS pixels of a view. */
  onPage(viewId: string, place: [number, number, number]) {
    const viewport = current()?.views.viewport(viewId);
    const { left = 0, top = 0 } = viewport?.element.getBoundingClientRect() ?? {};
    const [x = 0, y = 0] = viewport?.worldToCanvas(place) ?? [];
    return [left + x, top + y] as const;
  },
  /** Shows the slice of a view that a place lies on. */
  goTo(viewId: string, place: [number, number, number]) {
    const viewport = current()?.views.viewport(viewId) as Types.IStackViewport | undefined;
    viewport?.jumpToWorld?.(place);
  },
  /** Which image of the stack each slice of the volume is. */
  volumeOrder(viewId: string) {
    const views = current()?.views;
    const volumeId = (views?.viewport(viewId) as Types.IVolumeViewport | undefined)?.getVolumeId();
    const stack = (views?.viewport('stack') as Types.IStackViewport | undefined)?.getImageIds() ?? [];
    return cache.getVolume(volumeId ?? '')?.imageIds.map((imageId) => stack.indexOf(imageId)) ?? [];
  },
  slice: () => current()?.views.slice(),
};

export type Inspect = typeof inspect;

if (location.hash === '#inspect') Object.assign(globalThis, { inspect });
