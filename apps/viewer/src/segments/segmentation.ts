import { cache, eventTarget, imageLoader } from '@cornerstonejs/core';
import { Enums, segmentation } from '@cornerstonejs/tools';
import type { NamedSegment } from '../files/labels/label-slices.js';
import type { ShownSeries } from '../series/shown-series.js';
import { labelmapVoxels } from './labelmap-voxels.js';
import { colourOf, type SegmentFacts } from './segment-looks.js';

const { Labelmap } = Enums.SegmentationRepresentations;

/** A segment as the list shows it. */
export interface Segment {
  readonly index: number;
  readonly name: string;
  readonly color: string;
  readonly isActive: boolean;
  readonly isLocked: boolean;
  readonly isVisible: boolean;
}

/** A labelmap over the images of a series, shown in its viewports. */
export async function createSegmentation(
  { imageIds, voxelVolume }: Pick<ShownSeries, 'imageIds' | 'voxelVolume'>,
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
  const facts = new Map<number, SegmentFacts>();
  const paint = (index: number) => {
    const colour = colourOf(index, facts.get(index));
    for (const id of viewIds)
      segmentation.config.color.setSegmentIndexColor(id, segmentationId, index, colour);
  };
  paint(1);
  segmentation.config.style.setStyle({ type: Labelmap }, { fillAlpha: 0.25, outlineWidth: 2 });
  const stored = () => segmentation.state.getSegmentation(segmentationId)?.segments ?? {};
  const [anyView = ''] = viewIds;
  const voxels = labelmapVoxels(labelmaps);

  /** Adds segments from an index on, or describes those of such indices anew; the last becomes the active one. */
  const put = (from: number, added: readonly Omit<NamedSegment, 'value'>[]): void => {
    const segments = { ...stored() };
    for (const [order, { name, ...own }] of added.entries()) {
      const segmentIndex = from + order;
      segments[segmentIndex] = { segmentIndex, label: name, active: false, locked: false, cachedStats: {} };
      facts.set(segmentIndex, own);
    }
    segmentation.updateSegmentations([{ segmentationId, payload: { segments } }]);
    for (const order of added.keys()) paint(from + order);
    segmentation.segmentIndex.setActiveSegmentIndex(segmentationId, from + added.length - 1);
  };
  const nextIndex = () => Math.max(0, ...Object.keys(stored()).map(Number)) + 1;

  return {
    segmentationId,
    labelmaps,
    voxels,
    get segments(): readonly Segment[] {
      return Object.values(stored()).map(({ segmentIndex: index, label, locked }) => ({
        index,
        name: label,
        color: `rgb(${colourOf(index, facts.get(index)).slice(0, 3).join(' ')})`,
        isActive: segmentation.segmentIndex.getActiveSegmentIndex(segmentationId) === index,
        isLocked: Boolean(locked),
        isVisible: segmentation.config.visibility.getSegmentIndexVisibility(
          anyView,
          { segmentationId, type: Labelmap },
          index,
        ),
      }));
    },
    factsOf: (index: number): SegmentFacts => facts.get(index) ?? {},
    put,
    nextIndex,
    add(): void {
      const index = nextIndex();
      put(index, [{ name: `Segment ${index}` }]);
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
    /** How large each segment is, for people: millilitres, or voxels of images that lie nowhere. */
    sizes(): ReadonlyMap<number, string> {
      return new Map([...voxels.counts()].map(([index, count]) => [index, sizeText(count, voxelVolume)]));
    },
    dispose(): void {
      segmentation.removeSegmentation(segmentationId);
      for (const imageId of labelmaps) cache.removeImageLoadObject(imageId, { force: true } as never);
    },
  };
}

function sizeText(count: number, voxelVolume: number | undefined): string {
  if (voxelVolume === undefined) return `${count} px`;
  const millilitres = (count * voxelVolume) / 1000;
  return `${millilitres.toFixed(millilitres < 10 ? 2 : 1)} mL`;
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
