import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type CompressedRle, readSessionRecord } from '@medicosam/core';
import { readImage } from '@medicosam/io';

const cli = dirname(createRequire(import.meta.url).resolve('@medicosam/cli/package.json'));

/** What `medicosam` prints. */
export async function runInShell(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const program = join(cli, 'bin', 'medicosam.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26,
  });
  return stdout;
}

/** A mask in what `medicosam segment --json` prints. */
interface PrintedMask {
  readonly name: string;
  readonly file: string;
  readonly area: number;
  readonly box: readonly number[];
  readonly rle: CompressedRle;
}

/**
 * What `medicosam segment` saves and prints of steps on an image, and the masks that it writes, in order.
 *
 * @param more options, such as `['--model', folder]`
 */
export async function segmentInShell(
  image: string,
  steps: readonly unknown[],
  folder: string,
  more: readonly string[] = [],
) {
  const [prompts, session, mask] = ['prompts.json', 'session.json', 'mask.png'].map((name) =>
    join(folder, name),
  );
  if (!prompts || !session || !mask) throw new Error('There are three names.');
  await writeFile(prompts, JSON.stringify({ version: 1, items: [{ image, steps }] }));
  const options = ['--prompts', prompts, '--session', session, '-o', mask, '--json', '--no-cache'];
  const stdout = await runInShell(['segment', image, ...options, ...more]);
  const [result] = (JSON.parse(stdout) as { results: { masks: PrintedMask[] }[] }).results;
  const printed = result?.masks ?? [];
  return {
    record: readSessionRecord(await readFile(session)),
    printed,
    pictures: await Promise.all(printed.map(({ file }) => readImage(file))),
  };
}
