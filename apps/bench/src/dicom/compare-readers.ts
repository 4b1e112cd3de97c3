import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../interleave.js';
import { runPython } from './python.js';
import type { Reading } from './reading.js';
import type { MeasuredSyntax } from './syntaxes.js';

/** Medians of one reader's processes. */
export interface ReaderFigures {
  readonly firstMs: number;
  readonly secondMs: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

/** One transfer syntax, read by both. */
export interface ReaderRow {
  readonly syntax: MeasuredSyntax;
  readonly megabytes: number;
  readonly ours: ReaderFigures;
  /** pydicom as it comes. */
  readonly theirs: ReaderFigures;
  /** The plugin that decodes when pydicom chooses; undefined where nothing has to be decoded. */
  readonly plugin: string | undefined;
  /** The quickest of the plugins installed, where that is another. */
  readonly quickest: (ReaderFigures & { readonly plugin: string }) | undefined;
}

/** What a comparison needs beside the transfer syntax. */
export interface ReaderOptions {
  readonly python: string;
  /** A folder of real slices. */
  readonly source: string;
  readonly scratch: string;
  readonly rounds: number;
}

const worker = fileURLToPath(new URL('./read-series.js', import.meta.url));

function readOurs(folder: string): Reading {
  const run = spawnSync(process.execPath, [worker, folder], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${folder}: ${run.stderr}`);
  return JSON.parse(run.stdout) as Reading;
}

const readTheirs = (python: string, folder: string, plugin?: string): Reading =>
  JSON.parse(runPython(python, 'read-dicom-series.py', plugin ? [folder, plugin] : [folder])) as Reading;

/** Writes the series, reads it in turn by fresh processes of both, and takes it away again. */
export function compareReaders(syntax: MeasuredSyntax, options: ReaderOptions): ReaderRow {
  const { python, source, scratch, rounds } = options;
  const folder = join(scratch, syntax.name);
  mkdirSync(folder);
  const bytes = Number(runPython(python, 'write-dicom-series.py', [source, folder, syntax.name]));
  const [plugin, quickest = plugin] = pluginsOf(python, folder);
  const ours: Reading[] = [];
  const theirs: Reading[] = [];
  const best: Reading[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(readOurs(folder));
    theirs.push(readTheirs(python, folder));
    if (quickest !== plugin) best.push(readTheirs(python, folder, quickest));
  }
  rmSync(folder, { recursive: true });
  checkSame(syntax, ours[0], theirs[0]);
  return {
    syntax,
    megabytes: bytes / 1e6,
    ours: figuresOf(ours),
    theirs: figuresOf(theirs),
    plugin,
    quickest: quickest && best.length > 0 ? { plugin: quickest, ...figuresOf(best) } : undefined,
  };
}

/** The plugin that pydicom chooses, the first that can, and the one that takes the least processor time. */
function pluginsOf(python: string, folder: string): (string | undefined)[] {
  const plugins = JSON.parse(runPython(python, 'read-dicom-series.py', [folder, 'list'])) as string[];
  const timed = plugins.flatMap((plugin) => {
    try {
      return [{ plugin, seconds: readTheirs(python, folder, plugin).cpuSeconds }];
    } catch {
      // It does not know this kind of the transfer syntax.
      return [];
    }
  });
  const [quickest] = [...timed].sort((a, b) => a.seconds - b.seconds);
  return [timed[0]?.plugin, quickest?.plugin];
}

function figuresOf(readings: readonly Reading[]): ReaderFigures {
  const over = (of: (reading: Reading) => number) => median(readings.map(of));
  return {
    firstMs: over(({ milliseconds }) => milliseconds[0]),
    secondMs: over(({ milliseconds }) => milliseconds[1]),
    cpuSeconds: over(({ cpuSeconds }) => cpuSeconds),
    peakMb: over(({ peakMb }) => peakMb),
  };
}

/** Figures of readers that do not read the same are worth nothing. */
function checkSame({ name, lossy = false }: MeasuredSyntax, ours?: Reading, theirs?: Reading): void {
  if (!ours || !theirs) throw new Error('There was no round.');
  const isSamePlace = ours.affine.every((value, i) => Math.abs(value - (theirs.affine[i] ?? 0)) < 1e-4);
  const isSame = lossy ? Math.abs(ours.mean - theirs.mean) < 0.1 : ours.crc === theirs.crc;
  if (!isSame || !isSamePlace || `${ours.shape}` !== `${theirs.shape}`) {
    throw new Error(`${name}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)} differ.`);
  }
}
