import { expect, test } from 'vitest';
import { relativeTable } from '../../src/encoder/sam-vit/relative-table.js';
import { goldenTables } from './support/golden-encodings.js';

const WIDTH = 6;

for (const { n, table, result } of goldenTables()) {
  const rows = table.length / WIDTH;
  test(`a table of ${rows} rows serves ${n} positions as in PyTorch`, () => {
    const resampled = relativeTable(table, WIDTH, 2 * n - 1);
    expect(resampled).toHaveLength((2 * n - 1) * WIDTH);
    for (let query = 0; query < n; query++) {
      for (let key = 0; key < n; key++) {
        const row = (query - key + n - 1) * WIDTH;
        const entry = (query * n + key) * WIDTH;
        for (let i = 0; i < WIDTH; i++) {
          expect(resampled[row + i]).toBeCloseTo(result[entry + i] ?? Number.NaN, 5);
        }
      }
    }
  });
}
