import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseResult, conformanceCases, runCases } from '../src/index.js';

const guide = new URL('../../../docs/write-a-backend.md', import.meta.url);
const reports = fileURLToPath(new URL('../reports', import.meta.url));

/** The files that the guide has its reader write, by their names: at first, and after the changes it asks for. */
function filesOf(text: string): { first: Map<string, string>; last: Map<string, string> } {
  const written = [...text.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)];
  const first = new Map(written.map(([, name = '', body = '']) => [name, body]));
  const last = new Map(first);
  for (const [, name = '', body = ''] of text.matchAll(/```diff\n \/\/ (\S+)\n([\s\S]*?)```/g)) {
    const lines = (sign: string) =>
      body.split('\n').flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : []));
    const [from, to] = [lines('-').join('\n'), lines('+').join('\n')];
    const before = last.get(name) ?? '';
    expect(before, `${name} has the lines that are to be replaced`).toContain(from);
    last.set(name, before.replace(from, to));
  }
  return { first, last };
}

let folder: string;
beforeAll(async () => {
  await mkdir(reports, { recursive: true });
  // Inside the package, so that the runtime and core are found.
  folder = await mkdtemp(`${reports}/guide-`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function failures(
  files: ReadonlyMap<string, string>,
  name: string,
  groups?: readonly string[],
): Promise<CaseResult[]> {
  const place = `${folder}/${name}`;
  await mkdir(place);
  for (const [file, text] of files) await writeFile(`${place}/${file}`, text);
  const { myBackend } = await import(/* @vite-ignore */ `${place}/backend.ts`);
  const create = () => ({ backend: myBackend() });
  const failed: CaseResult[] = [];
  const cases = conformanceCases({ create }).filter(({ group }) => groups?.includes(group) ?? true);
  for await (const result of runCases(cases)) {
    if (result.status === 'failed') failed.push(result);
  }
  return failed;
}

const SKIPPED = [
  'a lost device is DEVICE_LOST, and says so or works again after a new opening',
  'a predictor answers after its device was lost, or says DEVICE_LOST',
  'the default model finds a bright ellipse by its box',
];

test('the backend of docs/write-a-backend.md passes as the page says, once the lowering is listed', async () => {
  const { first, last } = filesOf(await readFile(guide, 'utf8'));
  expect(last).not.toEqual(first);
  expect([...first.keys()]).toEqual(['backend.test.ts', 'tensor.ts', 'runner.ts', 'backend.ts']);
  for (const name of SKIPPED) expect(first.get('backend.test.ts')).toContain(name);
  const before = await failures(first, 'first', ['opening and running', 'numerics']);
  expect(before.map(({ name }) => name)).toEqual([
    'a lowering computes the same, or is GRAPH_UNSUPPORTED where the device does not list it',
  ]);
  const after = await failures(last, 'last');
  expect(after.map(({ name }) => name)).toEqual(SKIPPED);
});
