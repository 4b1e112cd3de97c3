import { cache, Enums, type Types, utilities } from '@cornerstonejs/core';
import { type Geometry, MedicoSamError, type PixelData, type PixelImage } from '@medicosam/core';
import { axisAcross, axisPlane, sliceAt } from '../slice/axis-slice.js';
import { geometryOfGrid, type Triple, triple } from '../slice/grid.js';
import { obliquePlane } from '../slice/oblique-plane.js';
import { pixelToWorld, type SlicePlane } from '../slice/plane.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';
import { readMeaning } from './read-meaning.js';
import { imageKey, imagePixels, isWhole } from './stack-slice.js';

/** Half a loaded volume is zeros, and an embedding of zeros would be kept. */
function isLoaded({ loadStatus }: Types.IImageVolume): boolean {
  return loadStatus === undefined || loadStatus['loaded'] !== false;
}

/** Which of its time points a volume over time shows. */
function timeOf(volume: Types.IImageVolume): number | undefined {
  if (!volume.isDynamicVolume?.()) return undefined;
  return (volume as unknown as { readonly dimensionGroupNumber?: number }).dimensionGroupNumber ?? 0;
}

/** An image of the volume that says what the values mean. */
function anImageOf(volume: Types.IImageVolume, index = 0): Types.IImage | undefined {
  const imageId = volume.imageIds[index] ?? volume.imageIds[0];
  return imageId === undefined ? undefined : cache.getImage(imageId);
}

function meaning(volume: Types.IImageVolume) {
  const image = anImageOf(volume);
  const described = image ? readMeaning(image) : { channels: volume.voxelManager?.numberOfComponents ?? 1 };
  if (described.channels === 1) return described;
  throw new MedicoSamError('IMAGE_INVALID', {
    message: 'A volume in colour can be read in its own slices alone.',
    hint: 'Turn the viewport to the acquisition plane.',
  });
}

function obliquePixels(volume: Types.IImageVolume, plane: SlicePlane): PixelImage {
  const { width, height, geometry } = plane;
  const data = new Float32Array(width * height);
  const { VoxelManager } = utilities;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const world = pixelToWorld(plane, { x, y });
      // Not a number outside of the volume: core leaves it black.
      data[to++] = VoxelManager.sampleAtWorld(volume as never, [...world], Enums.InterpolationType.LINEAR);
    }
  }
  return { data, width, height, geometry, ...meaning(volume) };
}

function obliqueSlice(
  volume: Types.IImageVolume,
  geometry: Geometry,
  normal: Triple,
  focalPoint: Triple,
): ViewedSlice | undefined {
  const plane = obliquePlane(geometry, triple(volume.dimensions), normal, focalPoint);
  if (!plane) return undefined;
  const { origin, direction } = plane.geometry;
  const place = [...origin, ...direction].map((value) => value.toFixed(4)).join(' ');
  return {
    key: `cut ${volume.volumeId} ${timeOf(volume) ?? ''} ${place}`,
    plane,
    grid: volume,
    cut: undefined,
    image: () => obliquePixels(volume, plane),
  };
}

/**
 * The slice of a volume that a view shows: one of its own across an index, or an oblique cut.
 *
 * @param normal of the view, either way.
 * @param focalPoint a place on the view, LPS mm.
 * @returns undefined while the volume is loading, and beside it.
 */
export function volumeSlice(
  volume: Types.IImageVolume,
  normal: Triple,
  focalPoint: Triple,
): ViewedSlice | undefined {
  if (!isLoaded(volume)) return undefined;
  const geometry = geometryOfGrid(volume);
  const dimensions = triple(volume.dimensions);
  const axis = axisAcross(geometry, normal);
  if (axis === undefined) return obliqueSlice(volume, geometry, normal, focalPoint);
  const index = sliceAt(geometry, axis, dimensions[axis], focalPoint);
  if (index === undefined) return undefined;
  const plane = axisPlane(geometry, dimensions, axis, index);
  const cut = { axis, index };
  const time = timeOf(volume);
  const image = axis === 2 && time === undefined ? anImageOf(volume, index) : undefined;
  if (image && image.columns === plane.width && image.rows === plane.height) {
    if (!isWhole(image)) return undefined;
    return { key: imageKey(image.imageId), plane, grid: volume, cut, image: () => imagePixels(image, plane) };
  }
  return {
    key: `slice ${volume.volumeId} ${time ?? ''} ${axis} ${index}`,
    plane,
    grid: volume,
    cut,
    image: () => {
      const data = volume.voxelManager?.getSliceData({ sliceIndex: index, slicePlane: axis }) as PixelData;
      return { data, width: plane.width, height: plane.height, geometry: plane.geometry, ...meaning(volume) };
    },
  };
}
