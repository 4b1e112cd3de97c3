/** Resamples one row or column; the line given may be overwritten, the line returned is the resampler's own. */
export type LineResampler = (line: Float64Array) => Float64Array;

/** An index reflected at the first and last position, neither of them repeated. */
function mirror(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const wrapped = ((index % period) + period) % period;
  return wrapped < length ? wrapped : period - wrapped;
}

/** Weights of a Gaussian cut at four standard deviations, from −radius to radius; sum 1. */
function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.trunc(4 * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

function blur(line: Float64Array, kernel: Float64Array, out: Float64Array): void {
  const radius = (kernel.length - 1) / 2;
  const { length } = line;
  for (let i = 0; i < length; i++) {
    const isInside = i >= radius && i + radius < length;
    let sum = 0;
    for (let tap = -radius; tap <= radius; tap++) {
      const at = isInside ? i + tap : mirror(i + tap, length);
      sum += (kernel[tap + radius] as number) * (line[at] as number);
    }
    out[i] = sum;
  }
}

/** The pole of the cubic B-spline's prefilter. */
const POLE = Math.sqrt(3) - 2;

/** Turns samples into cubic B-spline coefficients, in place; mirrored at both ends. */
function prefilter(line: Float64Array): void {
  const { length } = line;
  if (length === 1) return;
  const last = length - 1;
  for (let i = 0; i < length; i++) line[i] = 6 * (line[i] as number);
  // The causal sum over one period of the mirrored line, in closed form.
  const far = POLE ** last;
  let first = (line[0] as number) + far * (line[last] as number);
  let power = POLE;
  for (let i = 1; i < last; i++, power *= POLE) {
    first += power * ((line[i] as number) + far * (line[last - i] as number));
  }
  line[0] = first / (1 - far * far);
  for (let i = 1; i < length; i++) line[i] = (line[i] as number) + POLE * (line[i - 1] as number);
  line[last] = ((POLE * (line[last - 1] as number) + (line[last] as number)) * POLE) / (POLE * POLE - 1);
  for (let i = last - 1; i >= 0; i--) line[i] = POLE * ((line[i + 1] as number) - (line[i] as number));
}

/** Where each output reads its four coefficients, and with which weights. */
function cubicTable(from: number, to: number) {
  const positions = new Int32Array(to * 4);
  const weights = new Float64Array(to * 4);
  for (let i = 0; i < to; i++) {
    const source = (i + 0.5) * (from / to) - 0.5;
    const start = Math.floor(source);
    const t = source - start;
    for (let tap = 0; tap < 4; tap++) {
      const distance = Math.abs(t + 1 - tap);
      positions[i * 4 + tap] = mirror(start - 1 + tap, from);
      weights[i * 4 + tap] =
        distance < 1
          ? (distance * distance * (distance - 2) * 3 + 4) / 6
          : (2 - Math.min(distance, 2)) ** 3 / 6;
    }
  }
  return { positions, weights };
}

/**
 * Resampling of lines from `from` to `to` positions as scikit-image's `resize` of order 3 does it: where the line
 * shrinks a Gaussian of σ = (from / to − 1) / 2, then an interpolating cubic B-spline at half-pixel centres, borders
 * mirrored without repeating the edge.
 */
export function cubicSplineAxis(from: number, to: number): LineResampler {
  const sigma = (from / to - 1) / 2;
  const kernel = sigma > 0 ? gaussianKernel(sigma) : undefined;
  const blurred = new Float64Array(from);
  const { positions, weights } = cubicTable(from, to);
  const out = new Float64Array(to);
  return (line) => {
    if (kernel === undefined) blurred.set(line);
    else blur(line, kernel, blurred);
    prefilter(blurred);
    for (let i = 0, tap = 0; i < to; i++) {
      let sum = 0;
      for (const end = tap + 4; tap < end; tap++) {
        sum += (weights[tap] as number) * (blurred[positions[tap] as number] as number);
      }
      out[i] = sum;
    }
    return out;
  };
}
