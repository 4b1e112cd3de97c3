// Writes conformance.md from the reports that the tests leave in packages/*/reports/conformance; with --check, says
// whether every cell of the committed table ran this time, passed, and was seen on the device that it was asked for.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const page = new URL('conformance.md', import.meta.url);
const packages = new URL('../packages/', import.meta.url);
const OBSERVING = 'the device observed at work is the one asked for';

const filesOf = (name) => {
  const folder = new URL(`${name}/reports/conformance/`, packages);
  try {
    return readdirSync(folder).map((file) => new URL(file, folder));
  } catch {
    return [];
  }
};
const reports = readdirSync(packages)
  .flatMap(filesOf)
  .filter(({ pathname }) => pathname.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')))
  .sort((a, b) => a.name.localeCompare(b.name));

/** Why a cell does not count as passed; undefined where it does. */
function obstacle({ failed, skipped, observed, expected }) {
  if (failed.length > 0)
    return `failed: ${failed.map(({ name, message }) => `${name} (${message})`).join('; ')}`;
  if (observed.device === undefined || skipped.some(({ name }) => name === OBSERVING)) {
    return 'was not observed at work';
  }
  const [other] = Object.entries(expected).filter(([name, value]) => observed[name] !== value);
  return other && `fell back: ${other[0]} is ${observed[other[0]]} instead of ${other[1]}`;
}

const cellsOf = (text) => [...text.matchAll(/^\| ([^|]+?) \| (?:Node|Chromium)/gm)].map(([, name]) => name);

const share = ({ deviations }, storage) => {
  const shares = deviations.filter((one) => one.storage === storage).map((one) => one.share);
  return shares.length > 0 ? Math.max(...shares).toExponential(1) : '';
};
const row = (values) => `| ${values.join(' | ')} |`;

function table() {
  const head = [
    'cell',
    'where',
    'predictor',
    'passed',
    'skipped',
    'deviation, fp32',
    'deviation, w16',
    'device observed',
    'lowering',
    'threads',
    'runtime',
    'date',
  ];
  const rows = reports.map((report) => {
    const { name, realm, passed, skipped, observed, date } = report;
    return row([
      name,
      observed.place ?? '',
      realm === 'own' ? 'remote' : 'in realm',
      passed,
      skipped.length,
      share(report, 'fp32'),
      share(report, 'w16'),
      observed.device ?? '**not observed**',
      observed.lowering ?? '',
      observed.threads ?? '',
      observed.runtime ?? '',
      date.slice(0, 10),
    ]);
  });
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

/** What was seen beside the table's columns. */
function sightings() {
  const columns = ['place', 'device', 'lowering', 'threads', 'runtime', 'storage', 'realm'];
  return reports
    .map(({ name, observed }) => {
      const others = Object.entries(observed).filter(([what]) => !columns.includes(what));
      return `- **${name}**: ${others.map(([what, value]) => `${what} ${value}`).join(', ') || 'nothing else'}`;
    })
    .join('\n');
}

/** Reasons of skips, with the cells and tests that they are of. */
function reasons() {
  const found = new Map();
  for (const { name: cell, skipped } of reports) {
    for (const { name, reason } of skipped) {
      const { cells, tests } = found.get(reason) ?? { cells: new Set(), tests: new Set() };
      found.set(reason, { cells: cells.add(cell), tests: tests.add(name) });
    }
  }
  return [...found]
    .map(([reason, { cells, tests }]) => {
      const list = [...tests].map((test) => `  - ${test}`).join('\n');
      return `- **${reason}** (${[...cells].join('; ')})\n${list}`;
    })
    .join('\n');
}

function render() {
  return `# Conformance

Which runtimes pass [the suite](../packages/testkit), with what deviation from PyTorch's numbers, and what was seen while
they worked. Written by \`npm run prove\`, which ends with \`node docs/render-conformance.mjs\`, from the reports of the run;
numbers are of the machine and day they were written on. A cell whose runtime fell back to another device or fewer threads has failed.

${table()}

*Predictor*: in realm, where it is loaded; remote, through \`RemotePredictor\` in a worker or worker thread. *Deviation*: the
largest difference of embedding, logits and predicted IoU from PyTorch's, as a share of the largest of PyTorch's values:
of the mini ViT stored in float32, and of the mini TinyViT whose weights are rounded to float16, which is most of it.
*Device*, *threads*: as the runtime tells, not as they were asked for.

## Seen beside

${sightings()}

## Skipped

${reasons()}
`;
}

if (!process.argv.includes('--check')) {
  writeFileSync(page, render());
  const bad = reports.filter(obstacle);
  for (const report of bad) console.error(`${report.name} ${obstacle(report)}`);
  process.exitCode = bad.length > 0 ? 1 : 0;
} else {
  const byName = new Map(reports.map((report) => [report.name, report]));
  const cells = cellsOf(readFileSync(page, 'utf8'));
  if (cells.length === 0) throw new Error('docs/conformance.md has no table.');
  for (const cell of cells) {
    const report = byName.get(cell);
    const problem = report ? obstacle(report) : 'has no report of this run';
    if (problem === undefined) continue;
    console.error(`${cell} ${problem}`);
    process.exitCode = 1;
  }
}
