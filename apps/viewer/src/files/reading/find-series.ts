import type { ImageItem, OpenedImages, SourceVolume } from '@medicosam/io/open';
import type { FoundSeries } from '../file-jobs.js';
import { framesSource } from './frames-source.js';

/** Modalities of DICOM files that hold labels. */
const LABELS = ['SEG', 'RTSTRUCT'];
/** Formats whose files may be labels as well as images. */
const EITHER = /^(NIfTI|NRRD|PNG)/;

/** What there is to choose from. */
export async function findSeries({ items, format }: OpenedImages): Promise<FoundSeries[]> {
  return Promise.all(
    items.map(async (item) => {
      const { modality = '', segments = [], channels } = await item.describe();
      const isLabels = LABELS.includes(modality) || segments.length > 0;
      return {
        title: item.title,
        isLabels: isLabels ? 'yes' : EITHER.test(format) && channels === 1 ? 'maybe' : 'no',
        ...(hasVolumes(item) && { volumes: item.frames?.count }),
      } as const;
    }),
  );
}

const hasVolumes = ({ read, frames }: ImageItem) => !read && frames?.name === 'volumes';

/** The slices of an item, of one of its volumes where it has several. */
export async function sourceOf(item: ImageItem, volume = 0): Promise<SourceVolume> {
  if (item.read) return item.read();
  if (!item.frames?.count) throw new Error('The file holds no image.');
  return hasVolumes(item) ? item.frames.read(volume) : framesSource(item.frames);
}
