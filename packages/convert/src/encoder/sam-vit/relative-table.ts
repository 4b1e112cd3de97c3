/**
 * A table of relative positions [rows, width] with `wanted` rows: resampled linearly along its rows with
 * half-pixel centres where it has another number (Segment Anything, `get_rel_pos`).
 */
export function relativeTable(table: Float32Array, width: number, wanted: number): Float32Array {
  const rows = table.length / width;
  if (rows === wanted) return table;
  const result = new Float32Array(wanted * width);
  for (let row = 0; row < wanted; row++) {
    const at = Math.max(0, ((row + 0.5) * rows) / wanted - 0.5);
    const before = Math.floor(at);
    const after = Math.min(before + 1, rows - 1);
    for (let i = 0; i < width; i++) {
      const [low, high] = [table[before * width + i] ?? 0, table[after * width + i] ?? 0];
      result[row * width + i] = low + (high - low) * (at - before);
    }
  }
  return result;
}
