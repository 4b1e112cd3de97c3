import type { Warning } from '@medicosam/core';
import { parseDataSet } from '../../dicom/data-set/parse-data-set.js';
import { Warnings } from '../../dicom/warnings.js';
import { tagOf } from '../../dicom/writing/attributes.js';
import { readDicomSeg } from '../../dicom-seg.js';
import { formatUnsupported } from '../../format-errors.js';
import type { DicomOrigin } from '../../open/opened-images.js';
import { readRtStruct } from '../../rtstruct.js';
import type { LabelReader, ReadLabels } from './label-reader.js';
import { placedMasks } from './placed-masks.js';

/** DICOM SEG and RTSTRUCT, told by their modality. */
export const readDicomLabels: LabelReader = async (bytes, { dicom }) => {
  const modality = parseDataSet(bytes, {}, new Warnings()).values.text(tagOf('Modality'));
  const read = modality === 'SEG' ? readSeg : modality === 'RTSTRUCT' ? readStructureSet : undefined;
  if (read === undefined) {
    throw formatUnsupported(
      'DICOM',
      `holds no labels: its modality is ${JSON.stringify(modality?.slice(0, 16) ?? '')}`,
      'Labels are in files of the modalities SEG and RTSTRUCT.',
    );
  }
  if (dicom) return read(bytes, dicom);
  throw formatUnsupported(
    'DICOM',
    'holds labels of a series, and the image is none that says where it lies',
    'Open the series that they were drawn on.',
  );
};

async function readSeg(bytes: Uint8Array, dicom: DicomOrigin): Promise<ReadLabels> {
  const { kind, segments, unplaced, warnings } = await readDicomSeg(bytes, dicom);
  return {
    format: kind === 'BINARY' ? 'dicom-seg' : 'dicom-seg-labelmap',
    objects: segments.map(({ label, colour, category, type, mask }) => ({
      name: label,
      colour,
      category,
      type,
      masks: placedMasks(mask),
    })),
    warnings: [...warnings, ...(unplaced.length === 0 ? [] : [outside(unplaced.length)])],
  };
}

const outside = (count: number): Warning => ({
  code: 'LABELS_OUTSIDE',
  message: `${count} of the frames ${count === 1 ? 'lies' : 'lie'} on no slice of the volume: left out.`,
});

async function readStructureSet(bytes: Uint8Array, dicom: DicomOrigin): Promise<ReadLabels> {
  const { rois, warnings } = await readRtStruct(bytes, dicom);
  return {
    format: 'rtstruct',
    objects: rois.map(({ name, colour, code, mask }) => ({
      name,
      colour,
      type: code,
      masks: placedMasks(mask),
    })),
    warnings,
  };
}
