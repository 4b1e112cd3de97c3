import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readManifest } from '@medicosam/core';
import { ModelFolder } from './cases/model-folder.js';

/** What a conversion cost. */
export interface ConversionCost {
  readonly seconds: number;
  readonly peakMb: number;
}

/** Converts a checkpoint in a process of its own. */
export function convertFolder(
  checkpoint: string,
  folder: string,
): { model: ModelFolder; cost: ConversionCost } {
  const job = fileURLToPath(new URL('./convert-job.js', import.meta.url));
  const run = spawnSync(process.execPath, [job, checkpoint, folder], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${checkpoint}: ${run.stderr}`);
  const manifest = readManifest(readFileSync(join(folder, 'manifest.json')));
  return { model: new ModelFolder(folder, manifest), cost: JSON.parse(run.stdout) as ConversionCost };
}
