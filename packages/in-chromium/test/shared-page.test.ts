import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { buildPage, sharePages } from '../src/index.js';

async function pageRoot(): Promise<URL> {
  const root = await mkdtemp(join(tmpdir(), 'medicosam-root-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'index.html'), '<!doctype html><p>shared</p>');
  return pathToFileURL(`${root}/`);
}

test('the pages of a run that shares them are one for all who ask alike, until the run ends', async () => {
  const root = await pageRoot();
  const end = await sharePages();
  const [first, second] = await Promise.all([buildPage(root), buildPage(root)]);
  await first.remove();
  const third = await buildPage(root);
  const other = await buildPage(root, { plugins: [{ name: 'a plugin', transformIndexHtml: () => 'else' }] });
  expect([second.folder, third.folder]).toEqual([first.folder, first.folder]);
  expect(other.folder).not.toBe(first.folder);
  expect(await readdir(third.folder)).toEqual(['index.html']);
  await end();
  expect(existsSync(third.folder)).toBe(false);
});

test('a page of its own is another each time, until it is removed', async () => {
  const root = await pageRoot();
  const [first, second] = [await buildPage(root), await buildPage(root)];
  expect(second.folder).not.toBe(first.folder);
  await Promise.all([first.remove(), second.remove()]);
  expect([first, second].map(({ folder }) => existsSync(folder))).toEqual([false, false]);
});
