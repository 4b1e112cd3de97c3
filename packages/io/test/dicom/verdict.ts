import { isMedicoSamError } from '@medicosam/core';
import { type DicomFile, readDicom } from '../../src/dicom.js';
import { allSamples, differences, type ExpectedDicom, fileOf, sha256 } from './expected-dicom.js';

/** What became of a file. */
export interface Verdict {
  /** Pixels are those of other readers bit for bit; close to theirs; not there; or the file was refused. */
  readonly outcome: 'exact' | 'close' | 'read' | 'refused';
  /** Codes of warnings, or of the error. */
  readonly codes: readonly string[];
  readonly problems: readonly string[];
}

type Compare = (file: DicomFile, expected: ExpectedDicom, folder: URL) => Promise<string[]> | string[];

const samePixelsAs =
  (other: string): Compare =>
  async (file, _, folder) => {
    const pixels = allSamples(await readDicom(fileOf(folder, other), { asStored: true }));
    return sha256(allSamples(file)) === sha256(pixels) ? [] : [`other pixels than ${other}`];
  };

/**
 * Files for which `expected.json` has no pixels, or has those of a reader that differs from the standard; each is
 * compared with what it is known to hold.
 */
const COMPARISONS: Readonly<Record<string, Compare>> = {
  // CT_small.dcm behind a stray byte.
  'no_meta.dcm': samePixelsAs('CT_small.dcm'),
  // emri_small.dcm, compressed.
  'emri_small_jpeg_2k_lossless_too_short.dcm': samePixelsAs('emri_small.dcm'),
  // The same image as the little-endian file: OW words of 8-bit samples are swapped (PS3.5, 8.1.1), which
  // the pydicom that wrote the expectations did not do.
  'SC_rgb_small_odd_big_endian.dcm': samePixelsAs('SC_rgb_small_odd.dcm'),
  // The sign bit is bit 14 (PS3.5, 8.1.1). GDCM and dcmtk leave the upper bit 0, so that -1 reads as 32767.
  'JLSL_16_15_1_1F.dcm': (file, { pixels_sha256 }) => {
    const unsigned = Int16Array.from(allSamples(file), (value) => value & 0x7fff);
    return sha256(unsigned) === pixels_sha256 ? [] : ['other pixels'];
  },
  // liver.dcm without its last two rows and columns.
  'liver_nonbyte_aligned_rle.dcm': async (file, _, folder) => {
    const liver = await readDicom(fileOf(folder, 'liver_deflate.dcm'));
    const isSame = file.frames.every(({ data, width, height }, k) =>
      data.every((value, i) => {
        const at = Math.floor(i / width) * (width + 2) + (i % width);
        return width === 510 && height === 510 && value === liver.frames[k]?.data[at];
      }),
    );
    return isSame ? [] : ['other pixels than liver_deflate.dcm'];
  },
};

/** Files that are refused, and files whose damage is named: by which code. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  'MR_truncated.dcm': ['FORMAT_INVALID'],
  'badVR.dcm': ['FORMAT_INVALID'],
  'meta_missing_tsyntax.dcm': ['FORMAT_INVALID'],
  'ExplVR_LitEndNoMeta.dcm': ['FORMAT_UNSUPPORTED'],
  'rtplan.dcm': ['FORMAT_UNSUPPORTED'],
  'rtstruct.dcm': ['FORMAT_UNSUPPORTED'],
  'no_meta.dcm': ['PREAMBLE_MISSING', 'BYTES_STRAY', 'TRANSFER_SYNTAX_MISSING'],
  'bad_sequence.dcm': ['SEQUENCE_UNKNOWN'],
  'GH364.dcm': ['ELEMENT_DAMAGED'],
  'emri_small_jpeg_2k_lossless_too_short.dcm': ['PIXELS_UNTERMINATED'],
  'rtdose_rle.dcm': ['SEQUENCE_UNKNOWN'],
  'J2K_pixelrep_mismatch.dcm': ['SIGN_MISMATCH'],
  'JLSL_RGB_ILV0.dcm': ['PREAMBLE_MISSING'],
  'JLSN_RGB_ILV0.dcm': ['PREAMBLE_MISSING'],
};

/** Reads a file of `folder` and compares everything that is known of it. */
export async function verdictOf(folder: URL, expected: ExpectedDicom): Promise<Verdict> {
  const { file } = expected;
  const wanted = CODES[file] ?? (file.startsWith('series_mr_axial') ? ['WINDOW_UNUSABLE'] : []);
  let read: DicomFile;
  try {
    read = await readDicom(fileOf(folder, file), { asStored: true });
  } catch (error) {
    if (!isMedicoSamError(error, 'FORMAT_INVALID', 'FORMAT_UNSUPPORTED')) throw error;
    const problems = wanted.includes(error.code) ? [] : [`refused: ${error.message}`];
    return { outcome: 'refused', codes: [error.code], problems };
  }
  const codes = read.warnings.map(({ code }) => code);
  const compare = COMPARISONS[file] ?? differences;
  const problems = [...(await compare(read, expected, folder)), ...factDifferences(read, expected)];
  problems.push(...(await paletteDifferences(folder, expected)));
  if (codes.join() !== wanted.join()) problems.push(`warnings ${codes} instead of ${wanted}`);
  const isExact = file in COMPARISONS || expected.pixels_sha256 !== undefined;
  return { outcome: isExact ? 'exact' : 'close', codes, problems };
}

/** Colours behind the palette, of which we keep the upper 8 bits. */
async function paletteDifferences(folder: URL, { file, palette_applied }: ExpectedDicom): Promise<string[]> {
  if (palette_applied === undefined) return [];
  const read = await readDicom(fileOf(folder, file));
  const data = allSamples(read);
  const shift = palette_applied.dtype === 'uint16' ? 8 : 0;
  return palette_applied.samples.flatMap(([i, value]) =>
    data[i] === value >> shift ? [] : [`colour ${i} is ${data[i]} instead of ${value >> shift}`],
  );
}

const numbers = (value: number | readonly number[] | undefined): readonly number[] =>
  value === undefined ? [] : typeof value === 'number' ? [value] : value;

/** Facts, rescale, windows and place against what pydicom says of them. */
function factDifferences({ facts, frames }: DicomFile, expected: ExpectedDicom): string[] {
  const [first] = frames;
  const problems: string[] = [];
  const check = (name: string, found: unknown, wanted: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      problems.push(`${name} ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
    }
  };
  if (expected.transferSyntaxUID !== null) {
    check('transfer syntax', facts.transferSyntax.uid, expected.transferSyntaxUID);
  }
  if (expected.modality !== undefined) check('modality', facts.modality, expected.modality);
  if (expected.photometricInterpretation !== undefined) {
    check('photometric', facts.photometric, expected.photometricInterpretation);
  }
  if (expected.rescaleSlope !== undefined && first?.channels === 1) {
    check('slope', first.rescale?.slope, expected.rescaleSlope);
    check('intercept', first.rescale?.intercept, expected.rescaleIntercept);
  }
  const widths = numbers(expected.windowWidth);
  const windows = numbers(expected.windowCenter).flatMap((center, i) => {
    const width = widths[i] ?? 0;
    return width > 0 ? [{ center, width }] : [];
  });
  if (first?.channels === 1 && windows.length > 0) {
    check(
      'windows',
      first.windows?.map(({ center, width }) => ({ center, width })),
      windows,
    );
  }
  if (expected.pixelPaddingValue !== undefined)
    check('padding', facts.padding?.low, expected.pixelPaddingValue);
  for (const [k, position] of (expected.framePositions ?? []).slice(0, frames.length).entries()) {
    check(`position of frame ${k}`, frames[k]?.geometry?.origin, position);
  }
  const { imagePositionPatient: position, imageOrientationPatient: cosines, pixelSpacing } = expected;
  if (position && cosines && pixelSpacing && first?.geometry) {
    check('position', first.geometry.origin, position);
    check('spacing', first.geometry.spacing.slice(0, 2), [...pixelSpacing].reverse());
    const { direction: d } = first.geometry;
    check('orientation', [d[0], d[3], d[6], d[1], d[4], d[7]], cosines);
  }
  return problems;
}
