/** A transfer syntax that is measured. */
export interface MeasuredSyntax {
  /** As `baseline/write-dicom-series.py` knows it. */
  readonly name: string;
  readonly title: string;
  /** How many times as long as pydicom's our reading may take. */
  readonly bar: number;
  /** Decoders may differ in their rounding. */
  readonly lossy?: boolean;
}

export const SYNTAXES: readonly MeasuredSyntax[] = [
  { name: 'explicit', title: 'Explicit VR little endian', bar: 1 },
  { name: 'implicit', title: 'Implicit VR little endian', bar: 1 },
  { name: 'big-endian', title: 'Explicit VR big endian', bar: 1 },
  { name: 'rle', title: 'RLE lossless', bar: 1 },
  { name: 'deflated', title: 'Deflated explicit VR little endian', bar: 3 },
  { name: 'jpeg-lossless', title: 'JPEG lossless, SV1', bar: 3 },
  { name: 'jpeg-12', title: 'JPEG extended, 12 bits', bar: 3, lossy: true },
  { name: 'jpeg-ls', title: 'JPEG-LS lossless', bar: 3 },
  { name: 'jpeg-2000', title: 'JPEG 2000 lossless', bar: 3 },
  { name: 'htj2k', title: 'HTJ2K lossless', bar: 3 },
];
