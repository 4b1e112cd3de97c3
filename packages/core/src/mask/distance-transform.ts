/** Lower envelope of the parabolas over one line: squared distances to the nearest source along it, and across it. */
function transformLine(
  line: Float64Array,
  out: Float64Array,
  vertices: Int32Array,
  bounds: Float64Array,
): void {
  const { length } = line;
  let last = -1;
  for (let q = 0; q < length; q++) {
    const height = line[q] as number;
    if (height === Number.POSITIVE_INFINITY) continue;
    let from = Number.NEGATIVE_INFINITY;
    for (; last >= 0; last--) {
      const v = vertices[last] as number;
      from = (height + q * q - (line[v] as number) - v * v) / (2 * (q - v));
      if (from > (bounds[last] as number)) break;
    }
    if (last < 0) from = Number.NEGATIVE_INFINITY;
    last++;
    vertices[last] = q;
    bounds[last] = from;
  }
  if (last < 0) {
    out.fill(Number.POSITIVE_INFINITY, 0, length);
    return;
  }
  for (let q = 0, k = 0; q < length; q++) {
    while (k < last && (bounds[k + 1] as number) < q) k++;
    const v = vertices[k] as number;
    out[q] = (q - v) ** 2 + (line[v] as number);
  }
}

/**
 * The Euclidean distance of every pixel to the nearest source (a pixel whose byte is not 0), exact; Infinity
 * everywhere where there is none.
 *
 * @param sources row-major, `height` × `width`.
 * @see Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012
 */
export function distanceTransform(sources: Uint8Array, width: number, height: number): Float64Array {
  const longest = Math.max(width, height);
  const vertices = new Int32Array(longest);
  const bounds = new Float64Array(longest);
  const out = new Float64Array(longest);
  const field = Float64Array.from(sources, (source) => (source === 0 ? Number.POSITIVE_INFINITY : 0));
  const column = new Float64Array(height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) column[y] = field[y * width + x] as number;
    transformLine(column, out, vertices, bounds);
    for (let y = 0; y < height; y++) field[y * width + x] = out[y] as number;
  }
  for (let y = 0; y < height; y++) {
    const row = field.subarray(y * width, (y + 1) * width);
    transformLine(row, out, vertices, bounds);
    row.set(out.subarray(0, width));
  }
  return field.map(Math.sqrt);
}
