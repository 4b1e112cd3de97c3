import { cache, eventTarget, imageLoader, metaData, type Types } from '@cornerstonejs/core';
import { Enums, segmentation } from '@cornerstonejs/tools';

const { Labelmap } = Enums.SegmentationRepresentations;

/** Colours that stay apart on grey images, for as many segments as a list shows at once. */
const COLOURS: readonly Types.Color[] = [
  [255, 176, 59, 255],
  [79, 195, 247, 255],
  [129, 212, 120, 255],
  [240, 98, 146, 255],
  [186, 147, 248, 255],
  [255, 241, 118, 255],
];

/** A segment as the list shows it. */
export interface Segment {
  readonly index: number;
  readonly name: string;
  readonly color: string;
  readonly isActive: boolean;
  readonly isLocked: boolean;
  readonly isVisible: boolean;
}

const colorOf = (index: number): Types.Color => COLOURS[(index - 1) % COLOURS.length] ?? [255, 176, 59, 255];

/** The volume of a voxel, mm³. */
function voxelVolume(imageIds: readonly string[]): number {
  const plane = (imageId = ''): Types.ImagePlaneModule | undefined =>
    metaData.get('imagePlaneModule', imageId);
  const [first, last] = [plane(imageIds[0]), plane(imageIds.at(-1))];
  const [a, b] = [first?.imagePositionPatient, last?.imagePositionPatient];
  const between =
    a && b ? Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]) / Math.max(1, imageIds.length - 1) : 0;
  const step = between || first?.sliceThickness || 1;
  return (first?.rowPixelSpacing ?? 1) * (first?.columnPixelSpacing ?? 1) * step;
}

/** A labelmap over the images of a series, shown in its viewports. */
export async function createSegmentation(
  imageIds: readonly string[],
  viewIds: readonly string[],
  number: number,
) {
  const segmentationId = `segmentation-${number}`;
  const labelmaps = imageLoader
    .createAndCacheDerivedLabelmapImages([...imageIds])
    .map(({ imageId }) => imageId);
  segmentation.addSegmentations([
    {
      segmentationId,
      representation: { type: Labelmap, data: { imageIds: labelmaps } },
      config: { segments: { 1: { segmentIndex: 1, label: 'Segment 1', active: true } } as never },
    },
  ]);
  for (const id of viewIds) await segmentation.addLabelmapRepresentationToViewport(id, [{ segmentationId }]);
  const paint = (index: number) => {
    for (const id of viewIds)
      segmentation.config.color.setSegmentIndexColor(id, segmentationId, index, colorOf(index));
  };
  paint(1);
  segmentation.config.style.setStyle({ type: Labelmap }, { fillAlpha: 0.25, outlineWidth: 2 });
  const stored = () => segmentation.state.getSegmentation(segmentationId)?.segments ?? {};
  const [anyView = ''] = viewIds;
  const mm3 = voxelVolume(imageIds);

  return {
    segmentationId,
    labelmaps,
    get segments(): readonly Segment[] {
      return Object.values(stored()).map(({ segmentIndex: index, label, locked }) => ({
        index,
        name: label,
        color: `rgb(${colorOf(index).slice(0, 3).join(' ')})`,
        isActive: segmentation.segmentIndex.getActiveSegmentIndex(segmentationId) === index,
        isLocked: Boolean(locked),
        isVisible: segmentation.config.visibility.getSegmentIndexVisibility(
          anyView,
          { segmentationId, type: Labelmap },
          index,
        ),
      }));
    },
    add(): void {
      const index = Math.max(0, ...Object.keys(stored()).map(Number)) + 1;
      segmentation.updateSegmentations([
        {
          segmentationId,
          payload: {
            segments: {
              ...stored(),
              [index]: {
                segmentIndex: index,
                label: `Segment ${index}`,
                active: true,
                locked: false,
                cachedStats: {},
              },
            },
          },
        },
      ]);
      paint(index);
      segmentation.segmentIndex.setActiveSegmentIndex(segmentationId, index);
    },
    choose(index: number): void {
      segmentation.segmentIndex.setActiveSegmentIndex(segmentationId, index);
    },
    lock(index: number, isLocked: boolean): void {
      segmentation.segmentLocking.setSegmentIndexLocked(segmentationId, index, isLocked);
    },
    show(index: number, isVisible: boolean): void {
      const specifier = { segmentationId, type: Labelmap };
      for (const id of viewIds) {
        segmentation.config.visibility.setSegmentIndexVisibility(id, specifier, index, isVisible);
      }
    },
    /** Millilitres by segment. */
    volumes(): ReadonlyMap<number, number> {
      const counts = new Map<number, number>();
      for (const imageId of labelmaps) {
        const data = cache.getImage(imageId)?.voxelManager?.getScalarData() ?? [];
        for (let at = 0; at < data.length; at++) {
          const value = Number(data[at]);
          if (value !== 0) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      return new Map([...counts].map(([index, count]) => [index, (count * mm3) / 1000]));
    },
    dispose(): void {
      segmentation.removeSegmentation(segmentationId);
      for (const imageId of labelmaps) cache.removeImageLoadObject(imageId, { force: true } as never);
    },
  };
}

export type Segmentation = Awaited<ReturnType<typeof createSegmentation>>;

/** Calls `listener` when segments or their voxels change; the function that it returns ends that. */
export function onSegmentation(listener: () => void): () => void {
  const { SEGMENTATION_DATA_MODIFIED, SEGMENTATION_MODIFIED } = Enums.Events;
  const events = [SEGMENTATION_DATA_MODIFIED, SEGMENTATION_MODIFIED];
  for (const name of events) eventTarget.addEventListener(name, listener);
  return () => {
    for (const name of events) eventTarget.removeEventListener(name, listener);
  };
}
