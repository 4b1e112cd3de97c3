import { cache } from '@cornerstonejs/core';
import type { LabelSlices } from '../files/labels/label-slices.js';

/** Voxels of one slice that changed: where, from what, to what. */
export interface ChangedVoxels {
  readonly slice: number;
  readonly at: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The voxels of labelmap images, one image a slice. */
export function labelmapVoxels(imageIds: readonly string[]) {
  const valuesOf = (imageId = '') =>
    (cache.getImage(imageId)?.voxelManager?.getScalarData() ?? new Uint8Array(0)) as Uint8Array;
  return {
    /** How many voxels each value but 0 has. */
    counts(): ReadonlyMap<number, number> {
      const counts = new Map<number, number>();
      for (const imageId of imageIds) {
        for (const value of valuesOf(imageId)) {
          if (value !== 0) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      return counts;
    },
    /** A copy of the slices that have any. */
    slices: (): LabelSlices =>
      imageIds.flatMap((imageId, index) => {
        const values = valuesOf(imageId);
        return values.some((value) => value !== 0) ? [[index, new Uint8Array(values)] as const] : [];
      }),
    /** What giving values to voxels would change; 0 leaves a voxel as it is, and so does a locked segment's. */
    changesOf(slices: LabelSlices, isLocked: (value: number) => boolean) {
      let locked = 0;
      const changes = slices.map(([slice, values]): ChangedVoxels => {
        const current = valuesOf(imageIds[slice]);
        const [at, before, after]: number[][] = [[], [], []];
        for (const [voxel, value] of values.entries()) {
          const old = current[voxel];
          if (value === 0 || old === undefined || old === value) continue;
          if (isLocked(old)) locked++;
          else {
            at?.push(voxel);
            before?.push(old);
            after?.push(value);
          }
        }
        return { slice, at: at ?? [], before: before ?? [], after: after ?? [] };
      });
      return { changes: changes.filter(({ at }) => at.length > 0), locked };
    },
    /** Makes changes, or takes them back. */
    apply(changes: readonly ChangedVoxels[], isBack: boolean): void {
      for (const { slice, at, before, after } of changes) {
        const current = valuesOf(imageIds[slice]);
        const values = isBack ? before : after;
        for (const [index, voxel] of at.entries()) current[voxel] = values[index] ?? 0;
      }
    },
  };
}
