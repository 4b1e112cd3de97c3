import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../render-operators.mjs', import.meta.url));
const page = fileURLToPath(new URL('../../../../docs/tfjs-operators.md', import.meta.url));
const check = (...file: string[]) => promisify(execFile)('node', [script, '--check', ...file]);

test('the table of operators is what the script writes', async () => {
  expect(await check()).toEqual({ stdout: '', stderr: '' });
});

test('another table is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-table-'));
  const file = join(folder, 'table.md');
  await writeFile(file, (await readFile(page, 'utf8')).replace('| Einsum |', '| Einsums |'));
  await expect(check(file)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('render-operators'),
  });
  await rm(folder, { recursive: true });
});
