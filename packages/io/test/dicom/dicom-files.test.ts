import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { dicomPage, type Judged, tableRows } from './dicom-table.js';
import { dicomFixtures, expectationsOf, hasSharedDicom, sharedDicom } from './expected-dicom.js';
import { verdictOf } from './verdict.js';

const page = new URL('../../../../docs/dicom.md', import.meta.url);
const fixtures = expectationsOf(dicomFixtures).files;

describe('files in the repository', () => {
  it.each(fixtures)('$file is what other readers find', async (expected) => {
    const { problems } = await verdictOf(dicomFixtures, expected);
    expect(problems).toEqual([]);
  });

  it('have their row in docs/dicom.md', async () => {
    const judged: Judged[] = [];
    for (const expected of fixtures) {
      judged.push({ expected, verdict: await verdictOf(dicomFixtures, expected) });
    }
    const names = (row: string) => row.split('|').slice(1, 4).join('|');
    const committed = new Set(readFileSync(page, 'utf8').split('\n').map(names));
    const rows = await tableRows(dicomFixtures, judged);
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !committed.has(names(row)))).toEqual([]);
  });
});

// The larger data set lies beside the checkout, or where MEDICOSAM_SHARED says.
const proves = hasSharedDicom && process.env['MEDICOSAM_PROVE'];
test.runIf(proves)(
  'all files of the larger data set are what other readers find, and docs/dicom.md says so',
  { timeout: 300_000 },
  async () => {
    const judged: Judged[] = [];
    for (const expected of expectationsOf(sharedDicom).files) {
      judged.push({ expected, verdict: await verdictOf(sharedDicom, expected) });
    }
    const problems = judged.flatMap(({ expected, verdict }) =>
      verdict.problems.map((problem) => `${expected.file}: ${problem}`),
    );
    expect(problems).toEqual([]);
    expect(judged).toHaveLength(132);
    const text = dicomPage(await tableRows(sharedDicom, judged), judged);
    // MEDICOSAM_WRITE_TABLE=1 writes the page anew.
    if (process.env['MEDICOSAM_WRITE_TABLE']) writeFileSync(page, text);
    expect(readFileSync(page, 'utf8')).toBe(text);
  },
);
