import { openDicom } from '../../src/dicom.js';
import { type ExpectedDicom, fileOf } from './expected-dicom.js';
import type { Verdict } from './verdict.js';

/** A file with what became of it. */
export interface Judged {
  readonly expected: ExpectedDicom;
  readonly verdict: Verdict;
}

interface Row {
  readonly syntax: string;
  readonly uid: string;
  readonly photometric: string;
  readonly bits: Set<number>;
  exact: number;
  close: number;
}

/** Rows of the table: transfer syntax and photometric interpretation, and how many files pass how. */
export async function tableRows(folder: URL, judged: readonly Judged[]): Promise<string[]> {
  const rows = new Map<string, Row>();
  for (const { expected, verdict } of judged) {
    if (verdict.outcome === 'refused' || verdict.problems.length > 0) continue;
    const { facts } = await openDicom(fileOf(folder, expected.file));
    const key = `${facts.transferSyntax.uid} ${facts.photometric}`;
    const row = rows.get(key) ?? {
      syntax: facts.transferSyntax.name,
      uid: facts.transferSyntax.uid,
      photometric: facts.photometric ?? '',
      bits: new Set<number>(),
      exact: 0,
      close: 0,
    };
    row.bits.add(facts.bitsStored);
    if (verdict.outcome === 'exact') row.exact++;
    else row.close++;
    rows.set(key, row);
  }
  const numbers = (uid: string) => uid.split('.').map(Number);
  const compare = (a: Row, b: Row) => {
    const [left, right] = [numbers(a.uid), numbers(b.uid)];
    const i = Array.from({ length: 10 }, (_, k) => k).find((k) => (left[k] ?? -1) !== (right[k] ?? -1));
    if (i === undefined) return a.photometric < b.photometric ? -1 : 1;
    return (left[i] ?? -1) - (right[i] ?? -1);
  };
  return [...rows.values()].sort(compare).map(({ syntax, uid, photometric, bits, exact, close }) => {
    const sizes = [...bits].sort((a, b) => a - b).join(', ');
    return `| ${syntax} | \`${uid}\` | ${photometric} | ${sizes} | ${exact || ''} | ${close || ''} |`;
  });
}

/** The page of the documentation that shows the table. */
export const dicomPage = (rows: readonly string[], judged: readonly Judged[]): string => {
  const damaged = judged
    .filter(({ expected }) => expected.broken !== undefined)
    .map(({ expected: { file, broken }, verdict: { outcome, codes } }) => {
      const became = outcome === 'refused' ? 'refused' : 'read, with a warning';
      return `| \`${file}\` | ${broken} | ${became}: \`${codes.join('`, `')}\` |`;
    });
  return `# DICOM: what is read

Written by \`packages/io/test/dicom/dicom-files.test.ts\` from ${judged.length} files of public test sets, which are read
and compared with what pydicom, GDCM and dcmtk find in them. **Exact** is bit for bit; **close** is for lossy coding,
where decoders differ: every sample that was looked at within 2 % of the image's range (or 3), the mean within a tenth of
that. How to use the package: [\`@medicosam/io/dicom\`](../packages/io/README.md#dicom).

| transfer syntax | UID | photometric interpretation | bits stored | exact | close |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Each file is compared as it is stored. Palettes, YBR and 4:2:2 sampling become RGB unless \`asStored\` is set.

## Damaged files

| file | damage | became |
| --- | --- | --- |
${damaged.join('\n')}

Plans, structure sets and reports hold no image: \`FORMAT_UNSUPPORTED\`.

## Where other readers differ

- 15 bits of a 16-bit signed sample (\`JLSL_16_15_1_1F.dcm\`): the highest stored bit is the sign (PS3.5, 8.1.1), as in
  pydicom; GDCM and dcmtk give 32767 where -1 is meant.
- 8-bit samples in big-endian words (\`SC_rgb_small_odd_big_endian.dcm\`): the words are swapped, so that the image is that
  of its little-endian twin, as newer versions of pydicom have it.
- Lossy coding that overshoots the stored bits (\`RG3_JPLY.dcm\`: 1024 in 10 bits): the nearest value that the bits hold;
  GDCM wraps to 0, dcmtk keeps 1024.
`;
};
