import { type DerivedInstanceOptions, readSegSource } from '../../dicom-seg.js';
import type { DicomOrigin } from '../../open/opened-images.js';
import type { LabelSource } from '../label-source.js';
import type { WriteLabelsOptions } from './label-writer.js';

/** What DICOM files of labels take over from the series. */
export async function derivedFrom(
  { dicom }: LabelSource,
  { seriesDescription, equipment, date }: WriteLabelsOptions,
): Promise<DerivedInstanceOptions> {
  const { files, slices } = dicom as DicomOrigin;
  return { source: await readSegSource(files, { slices }), seriesDescription, equipment, date };
}
