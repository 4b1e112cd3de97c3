import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readSessionRecord } from '@medicosam/core';
import { imageToMask, readImage } from '@medicosam/io';

const cli = dirname(createRequire(import.meta.url).resolve('@medicosam/cli/package.json'));

/** What `medicosam segment --session` saves of steps on an image, and the masks that it writes, in order. */
export async function segmentInShell(image: string, steps: readonly unknown[], folder: string) {
  const [prompts, session, mask] = ['prompts.json', 'session.json', 'mask.png'].map((name) =>
    join(folder, name),
  );
  if (!prompts || !session || !mask) throw new Error('There are three names.');
  await writeFile(prompts, JSON.stringify({ version: 1, items: [{ image, steps }] }));
  const options = ['--prompts', prompts, '--session', session, '-o', mask, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(cli, 'bin', 'medicosam.js'),
    'segment',
    image,
    ...options,
  ]);
  const [result] = (JSON.parse(stdout) as { results: { masks: { file: string }[] }[] }).results;
  const files = result?.masks.map(({ file }) => file) ?? [];
  return {
    record: readSessionRecord(await readFile(session)),
    masks: await Promise.all(files.map(async (file) => imageToMask(await readImage(file)))),
  };
}
