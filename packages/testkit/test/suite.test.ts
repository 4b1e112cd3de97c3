import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type CaseResult,
  conformanceCases,
  MINI_MODELS,
  miniModel,
  referenceBackend,
  runCases,
  testBackend,
} from '../src/index.js';

const create = () => referenceBackend();
const [first = ''] = conformanceCases({ create }).map(({ name }) => name);

describe('a skip', () => {
  test('needs a reason', () => {
    const call = () => conformanceCases({ create, skip: [{ reason: ' ', tests: [first] }] });
    expect(call).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('names tests that there are', () => {
    const call = () => conformanceCases({ create, skip: [{ reason: 'none', tests: ['it flies'] }] });
    expect(call).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('is reported with its reason, and not run', async () => {
    const skip = [{ reason: 'the moon is full', tests: [first] }];
    const results: CaseResult[] = [];
    for await (const result of runCases(conformanceCases({ create, skip }).slice(0, 2))) results.push(result);
    expect(results).toMatchObject([
      { name: first, status: 'skipped', reason: 'the moon is full' },
      { status: 'passed' },
    ]);
  });

  test('reaches the runner as a skipped test', () => {
    const skipped: string[] = [];
    const declared: string[] = [];
    const runner = {
      describe: (_: string, body: () => void) => body(),
      test: Object.assign((name: string) => declared.push(name), {
        skip: (name: string) => skipped.push(name),
      }),
    };
    testBackend({ name: 'x', create, skip: [{ reason: 'the moon is full', tests: [first] }], runner });
    expect(skipped).toEqual([`${first} (skipped: the moon is full)`]);
    expect(declared).toEqual(
      conformanceCases({ create })
        .map(({ name }) => name)
        .slice(1),
    );
  });
});

test('every test has a name of its own', () => {
  const names = conformanceCases({ create }).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('a backend without loseDevice does not pass the tests of a lost device in silence', async () => {
  const withoutLoss = () => ({ backend: referenceBackend().backend });
  const cases = conformanceCases({ create: withoutLoss }).filter(({ group }) => group === 'device loss');
  for await (const { error } of runCases(cases)) {
    expect(error).toMatchObject({ message: expect.stringContaining('a reason to skip') });
  }
  expect(cases).toHaveLength(2);
});

test.each(MINI_MODELS)('%s is a model folder whose files have the sizes that it states', async (id) => {
  const source = miniModel(id);
  const { weights, graphs } = await source.manifest();
  for (const { file, bytes } of weights) expect((await source.open(file)).size).toBe(bytes);
  for (const { file } of graphs) expect((await source.open(file)).size).toBeGreaterThan(1000);
  await expect(source.open('other.onnx')).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
});

test('node:test runs the suite', async () => {
  const file = fileURLToPath(new URL('support/node-test.mjs', import.meta.url));
  // Without the variables by which a runner around it would be told of its tests.
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', file], {
    env,
  });
  expect(stdout).toContain('# fail 0');
  expect(stdout).toMatch(/# pass 3\d\b/);
  expect(stdout).toMatch(/# skipped 1\d\b/);
});
