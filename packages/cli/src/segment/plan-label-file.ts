import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InputSelection } from '../input/input-selection.js';
import { UsageError } from '../usage-error.js';
import { isLabelFile, LabelFile } from './label-file.js';

/** The options of `medicosam segment` that a file of labels depends on. */
export interface LabelFileOptions {
  readonly out?: string | undefined;
  readonly multimask?: boolean | undefined;
}

/** What a job is about. */
interface Planned {
  readonly file: string;
  readonly selection: InputSelection;
}

/**
 * The file of labels that `--out` names, if it does: one for all jobs, which are slices of one input.
 *
 * @throws UsageError where jobs are of several inputs, or give three masks of each object.
 */
export async function planLabelFile(
  jobs: readonly Planned[],
  { out, multimask }: LabelFileOptions,
): Promise<LabelFile | undefined> {
  if (out === undefined || !isLabelFile(out) || (await isFolder(out))) return undefined;
  if (multimask) {
    throw new UsageError(
      '--multimask gives three masks of each object, which overlap; a file of labels holds one.',
      'Name a file that ends in .png, or leave --multimask out.',
    );
  }
  const inputs = new Set(
    jobs.map(({ file, selection: { series, frame } }) => JSON.stringify([resolve(file), series, frame])),
  );
  if (inputs.size > 1) {
    throw new UsageError(
      `${out} is to hold the labels of one image or volume, and the prompts are of ${inputs.size}.`,
      'Run once for each, or name a folder: each image then has its masks in it.',
    );
  }
  return new LabelFile(out);
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
