/** A coded concept, of SNOMED CT (`SCT`) or another scheme that DICOM names. */
export interface Code {
  readonly value: string;
  /** `SCT`, `DCM`, `FMA`, `99LOCAL`, … */
  readonly scheme: string;
  readonly meaning: string;
}

/** What kind of thing a segment is, and which. */
export interface SegmentedProperty {
  readonly category: Code;
  readonly type: Code;
}

const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });

export const TISSUE = sct('85756007', 'Tissue');
const ANATOMICAL_STRUCTURE = sct('123037004', 'Anatomical Structure');
const MORPHOLOGICALLY_ALTERED = sct('49755003', 'Morphologically Altered Structure');

const anatomy = (value: string, meaning: string): SegmentedProperty => ({
  category: ANATOMICAL_STRUCTURE,
  type: sct(value, meaning),
});
const altered = (value: string, meaning: string): SegmentedProperty => ({
  category: MORPHOLOGICALLY_ALTERED,
  type: sct(value, meaning),
});

/**
 * Codes of common segments, to be spread into one: `{ label: 'Liver', mask, ...segmentCodes.liver }`. Others are in
 * DICOM PS3.16, context groups 7150 (categories) and those it leads to.
 */
export const segmentCodes = {
  tissue: { category: TISSUE, type: TISSUE },
  brain: anatomy('12738006', 'Brain'),
  kidney: anatomy('64033007', 'Kidney'),
  liver: anatomy('10200004', 'Liver'),
  lung: anatomy('39607008', 'Lung'),
  spleen: anatomy('78961009', 'Spleen'),
  lesion: altered('52988006', 'Lesion'),
  neoplasm: altered('108369006', 'Neoplasm'),
} as const satisfies Record<string, SegmentedProperty>;

/** Which side a paired organ is on: a `typeModifiers` of a segment. */
export const laterality = {
  left: sct('7771000', 'Left'),
  right: sct('24028007', 'Right'),
} as const satisfies Record<string, Code>;
