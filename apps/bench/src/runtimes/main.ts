// npm run bench:runtimes -- [--rounds 3] [--only TEXT] [--write]

import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tiny } from '@medicosam/model-tiny';
import { compareRuntimes } from './compare-runtimes.js';
import { minisamSet, ourSet } from './graph-sets.js';
import { renderRuntimes } from './render-runtimes.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
if (!tiny.location || !('folder' in tiny.location))
  throw new Error('The model package is not a folder here.');
const rounds = Number(values.rounds);
const sets = [ourSet(tiny.location.folder, await tiny.manifest()), minisamSet()];
const rows = await compareRuntimes(sets, rounds, values.only, (line) => console.error(line));
const [cpu] = cpus();
const page = renderRuntimes(rows, {
  rounds,
  machine: `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  date: new Date().toISOString().slice(0, 10),
});
console.log(page);
if (values.write)
  writeFileSync(fileURLToPath(new URL('../../../../docs/runtimes.md', import.meta.url)), page);
