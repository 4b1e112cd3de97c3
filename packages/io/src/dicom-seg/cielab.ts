import type { Rgb } from '../nrrd/segment-colours.js';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Linear sRGB to XYZ, adapted from D65 to D50 (Bradford), and back. */
const TO_XYZ: Matrix = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
];
const TO_RGB: Matrix = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
];
const WHITE: Triple = [0.96422, 1, 0.82521];
const EPSILON = 216 / 24389;
const KAPPA = 24389 / 27;

const times = (matrix: Matrix, [a, b, c]: Triple): Triple =>
  matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Triple;
const mapped = (triple: Triple, change: (value: number, index: number) => number): Triple =>
  triple.map(change) as unknown as Triple;
const clamp = (value: number, max: number) => Math.min(Math.max(value, 0), max);

/** A colour of sRGB (0 to 1) as DICOM writes CIELab (PS3.3, C.10.7.1.1): three words, white being D50. */
export function toCieLab(colour: Rgb): [number, number, number] {
  const linear = mapped(colour, (value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  const [x, y, z] = mapped(times(TO_XYZ, linear), (value, i) => {
    const share = value / (WHITE[i] as number);
    return share > EPSILON ? Math.cbrt(share) : (KAPPA * share + 16) / 116;
  });
  const words = [(116 * y - 16) * 655.35, (500 * (x - y) + 128) * 257, (200 * (y - z) + 128) * 257];
  return words.map((word) => Math.round(clamp(word, 0xffff))) as [number, number, number];
}

/** The colour of sRGB that three words of CIELab mean; what sRGB cannot show is clamped. */
export function fromCieLab(words: Triple): Rgb {
  const lightness = (words[0] / 655.35 + 16) / 116;
  const f: Triple = [
    lightness + (words[1] / 257 - 128) / 500,
    lightness,
    lightness - (words[2] / 257 - 128) / 200,
  ];
  const xyz = mapped(f, (value, i) => {
    const cube = value ** 3;
    return (WHITE[i] as number) * (cube > EPSILON ? cube : (116 * value - 16) / KAPPA);
  });
  return mapped(times(TO_RGB, xyz), (value) => {
    const gamma = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return clamp(gamma, 1);
  });
}
