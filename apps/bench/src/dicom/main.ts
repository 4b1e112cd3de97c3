// npm run bench:dicom -- [--series FOLDER] [--rounds 5] [--only TEXT] [--write]
//
// MEDICOSAM_PYTHON names a Python that has the packages listed in baseline/write-dicom-series.py and, for the decoders,
// pylibjpeg, pylibjpeg-libjpeg, pylibjpeg-rle and python-gdcm. FOLDER holds real CT slices of 512 × 512 pixels, 16 bits
// and a sign; when absent the test data's, found by MEDICOSAM_SHARED. --write writes docs/dicom-speed.md.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareReaders, type ReaderRow } from './compare-readers.js';
import { runPython } from './python.js';
import { renderDicom } from './render-dicom.js';
import { SYNTAXES } from './syntaxes.js';

const { values } = parseArgs({
  options: {
    series: {
      type: 'string',
      default: join(process.env['MEDICOSAM_SHARED'] ?? '', 'data/dicom/series_ct_head_tilt'),
    },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const python = process.env['MEDICOSAM_PYTHON'];
if (!python)
  throw new Error('MEDICOSAM_PYTHON must name a Python that has pydicom; see the head of dicom/main.ts.');
if (!existsSync(values.series))
  throw new Error('There is no series: give --series FOLDER, or set MEDICOSAM_SHARED.');

const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), 'medicosam-dicom-'));
const rows: ReaderRow[] = [];
try {
  const versions = JSON.parse(runPython(python, 'read-dicom-series.py', ['versions'])) as Record<
    string,
    string
  >;
  for (const syntax of SYNTAXES.filter(({ name }) => name.includes(values.only))) {
    const row = compareReaders(syntax, { python, source: values.series, scratch, rounds });
    console.error(JSON.stringify(row));
    rows.push(row);
  }
  const [cpu] = cpus();
  const page = renderDicom(rows, {
    rounds,
    versions,
    machine: `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
    date: new Date().toISOString().slice(0, 10),
  });
  console.log(page);
  if (values.write) {
    writeFileSync(fileURLToPath(new URL('../../../../docs/dicom-speed.md', import.meta.url)), page);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
