import { formatInvalid, formatUnsupported } from '../../format-errors.js';
import type { ElementValues } from '../data-set/elements.js';

/** What the Image Pixel module (PS3.3, C.7.6.3) says of every frame. */
export interface ImagePixel {
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  readonly samples: 1 | 3;
  readonly photometric: string;
  readonly planar: boolean;
  readonly kind: 'integer' | 'float32' | 'float64';
  readonly bitsAllocated: 1 | 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** The element that holds the pixels. */
  readonly tag: string;
}

/** Photometric interpretations that are read. */
const PHOTOMETRICS = [
  'MONOCHROME1',
  'MONOCHROME2',
  'RGB',
  'PALETTE COLOR',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_420',
  'YBR_PARTIAL_422',
  'YBR_ICT',
  'YBR_RCT',
];

const KINDS = [
  { tag: 'x7fe00010', kind: 'integer' },
  { tag: 'x7fe00008', kind: 'float32' },
  { tag: 'x7fe00009', kind: 'float64' },
] as const;

/**
 * Reads the Image Pixel module; undefined where the data set holds no pixels.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when it contradicts itself; `FORMAT_UNSUPPORTED` for kinds of pixels that
 *   are not read.
 */
export function readImagePixel(values: ElementValues): ImagePixel | undefined {
  const found = KINDS.find(({ tag }) => values.has(tag));
  if (found === undefined) return undefined;
  const width = values.uint16('x00280011') ?? 0;
  const height = values.uint16('x00280010') ?? 0;
  if (width < 1 || height < 1) throw formatInvalid('DICOM', `states a size of ${width} × ${height} pixels`);
  const photometric = values.text('x00280004') ?? '';
  if (!PHOTOMETRICS.includes(photometric)) {
    throw formatUnsupported(
      'DICOM',
      `has the photometric interpretation ${JSON.stringify(photometric.slice(0, 16))}`,
      `Read are ${PHOTOMETRICS.join(', ')}.`,
    );
  }
  const samples = values.uint16('x00280002') ?? 1;
  const isColour = !photometric.startsWith('MONO') && photometric !== 'PALETTE COLOR';
  if (samples !== (isColour ? 3 : 1)) {
    throw formatInvalid('DICOM', `states ${samples} samples a pixel of ${photometric}`);
  }
  return {
    width,
    height,
    frameCount: readFrameCount(values),
    samples,
    photometric,
    planar: samples === 3 && values.uint16('x00280006') === 1,
    tag: found.tag,
    ...readBits(values, found.kind),
  };
}

function readFrameCount(values: ElementValues): number {
  const [count = 1] = values.decimals('x00280008');
  if (Number.isInteger(count) && count > 0) return count;
  // Some write an empty or a zero number for the only frame.
  if (count === 0 || values.text('x00280008') === undefined) return 1;
  throw formatInvalid('DICOM', 'states a number of frames that is no whole number');
}

type Bits = Pick<ImagePixel, 'kind' | 'bitsAllocated' | 'bitsStored' | 'highBit' | 'signed'>;

function readBits(values: ElementValues, kind: ImagePixel['kind']): Bits {
  if (kind !== 'integer') {
    const bits = kind === 'float32' ? 32 : 64;
    return { kind, bitsAllocated: bits, bitsStored: bits, highBit: bits - 1, signed: true };
  }
  const bitsAllocated = values.uint16('x00280100') ?? 0;
  const bitsStored = values.uint16('x00280101') ?? bitsAllocated;
  const highBit = values.uint16('x00280102') ?? bitsStored - 1;
  if (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) {
    throw formatUnsupported(
      'DICOM',
      `has ${bitsAllocated} bits allocated a sample`,
      'Read are 1, 8, 16 and 32 bits, and floating point pixels.',
    );
  }
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
    throw formatInvalid(
      'DICOM',
      `states ${bitsStored} bits of ${bitsAllocated} with ${highBit} as the highest`,
    );
  }
  return { kind, bitsAllocated, bitsStored, highBit, signed: values.uint16('x00280103') === 1 };
}
