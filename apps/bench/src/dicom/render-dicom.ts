import type { ReaderFigures, ReaderRow } from './compare-readers.js';

/** When, where and with what it was measured. */
export interface DicomCircumstances {
  readonly rounds: number;
  readonly machine: string;
  readonly date: string;
  /** Packages of the Python side. */
  readonly versions: Readonly<Record<string, string>>;
}

const milliseconds = (value: number): string => `${Math.round(value)} ms`;

function cells(row: ReaderRow): readonly string[] {
  const { syntax, megabytes, plugin = 'none', ours, theirs, quickest } = row;
  const ratio = (of: (figures: ReaderFigures) => number) => of(ours) / of(theirs);
  const first = ratio(({ firstMs }) => firstMs);
  const { bar } = syntax;
  return [
    syntax.title,
    `${Math.round(megabytes)} MB`,
    plugin,
    milliseconds(ours.firstMs),
    milliseconds(theirs.firstMs),
    `${first.toFixed(2)} (≤ ${bar}${first <= bar ? '' : ', **missed**'})`,
    quickest ? `${(ours.firstMs / quickest.firstMs).toFixed(2)} to ${quickest.plugin}` : '',
    ratio(({ secondMs }) => secondMs).toFixed(2),
    ratio(({ cpuSeconds }) => cpuSeconds).toFixed(2),
    `${Math.round(ours.peakMb)} MB : ${Math.round(theirs.peakMb)} MB`,
  ];
}

/** `docs/dicom-speed.md`. */
export function renderDicom(rows: readonly ReaderRow[], circumstances: DicomCircumstances): string {
  const { rounds, machine, date, versions } = circumstances;
  const python = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Reading a CT series: ours and pydicom's

Written by \`npm run bench:dicom\` (apps/bench) on ${date}: ${machine};
${python.join(', ')}.

A series of 200 slices of 512 × 512 pixels in 16 bits, made from the slices of a real CT by
\`apps/bench/baseline/write-dicom-series.py\`, from a folder whose files are in the system's cache to one array, sorted by
position, in the machine's byte order, with its geometry: \`readDicomSeries(await folderFiles(folder))\` here; \`dcmread\`,
sorting, \`pixel_array\` and \`np.stack\` there (\`apps/bench/baseline/read-dicom-series.py\`). Both gave the same values in
the same place (of the lossy one the same mean, within 0.1). Medians of ${rounds} fresh processes of each, in turn. Times are
wall times of the first read, without the start of the process; loading the codec counts. "Decoder" is the plugin that
pydicom chose by itself; where another one of those installed takes less time, the ratio to that stands beside. Ratios
below 1 are in our favour; in brackets the bar that was aimed at. The last columns are the ratios of a second read in the
same process and of the processor time of the first, and the peak resident set of the process after it.

| transfer syntax | files | decoder | ours | pydicom | ratio | ratio to the quickest | second read | processor time | peak memory |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${cells(row).join(' | ')} |`).join('\n')}
`;
}
