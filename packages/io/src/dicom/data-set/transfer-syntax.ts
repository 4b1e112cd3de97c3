/** How the pixels of a transfer syntax are coded. */
export type PixelCoding =
  | 'native'
  | 'rle'
  | 'deflated-frames'
  | 'jpeg'
  | 'jpeg-lossless'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k';

/** A transfer syntax (DICOM PS3.5, annex A): how a data set and its pixels are written. */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly coding: PixelCoding;
  /** Pixels may differ from those that were compressed. */
  readonly lossy: boolean;
  readonly implicit: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
}

const EXPLICIT = { implicit: false, bigEndian: false, deflated: false };

const row = (uid: string, name: string, coding: PixelCoding, lossy: boolean): TransferSyntax => ({
  uid: `1.2.840.10008.1.2${uid}`,
  name,
  coding,
  lossy,
  ...EXPLICIT,
});

const native = (uid: string, name: string, encoding: Partial<TransferSyntax>): TransferSyntax => ({
  ...row(uid, name, 'native', false),
  ...encoding,
});

/** Implicit VR little endian, DICOM's default. */
export const IMPLICIT_LITTLE_ENDIAN = native('', 'Implicit VR Little Endian', { implicit: true });
export const EXPLICIT_LITTLE_ENDIAN = native('.1', 'Explicit VR Little Endian', {});
export const EXPLICIT_BIG_ENDIAN = native('.2', 'Explicit VR Big Endian', { bigEndian: true });

const ALL: readonly TransferSyntax[] = [
  IMPLICIT_LITTLE_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  EXPLICIT_BIG_ENDIAN,
  native('.1.99', 'Deflated Explicit VR Little Endian', { deflated: true }),
  row('.1.98', 'Encapsulated Uncompressed Explicit VR Little Endian', 'native', false),
  row('.5', 'RLE Lossless', 'rle', false),
  row('.8.1', 'Deflated Image Frame', 'deflated-frames', false),
  row('.4.50', 'JPEG Baseline (Process 1)', 'jpeg', true),
  row('.4.51', 'JPEG Extended (Process 2 and 4)', 'jpeg', true),
  row('.4.57', 'JPEG Lossless (Process 14)', 'jpeg-lossless', false),
  row('.4.70', 'JPEG Lossless (Process 14, Selection Value 1)', 'jpeg-lossless', false),
  row('.4.80', 'JPEG-LS Lossless', 'jpeg-ls', false),
  row('.4.81', 'JPEG-LS Near-Lossless', 'jpeg-ls', true),
  row('.4.90', 'JPEG 2000 Lossless', 'jpeg-2000', false),
  row('.4.91', 'JPEG 2000', 'jpeg-2000', true),
  row('.4.201', 'HTJ2K Lossless', 'htj2k', false),
  row('.4.202', 'HTJ2K Lossless RPCL', 'htj2k', false),
  row('.4.203', 'HTJ2K', 'htj2k', true),
];

/** The transfer syntaxes that are read, by UID. */
export const transferSyntaxes: ReadonlyMap<string, TransferSyntax> = new Map(
  ALL.map((syntax) => [syntax.uid, syntax]),
);
