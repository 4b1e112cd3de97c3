import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type CaseResult,
  type ConformanceReport,
  conformanceCases,
  MINI_MODELS,
  miniModel,
  referenceBackend,
  runCases,
  runConformance,
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

describe('the report', () => {
  const OBSERVING = 'the device observed at work is the one asked for';
  const EMBEDDING = 'the encoder of vit-mini gives PyTorch’s embedding';
  const only = (...names: string[]) => [
    {
      reason: 'of no matter here',
      tests: conformanceCases({ create })
        .map(({ name }) => name)
        .filter((name) => !names.includes(name)),
    },
  ];

  test('counts tests, and says how far the numbers are from PyTorch’s and what was seen at work', async () => {
    const observe = () => ({ device: 'cpu', threads: 1 });
    const report = await runConformance({
      name: 'reference',
      create: () => ({ ...referenceBackend(), observe }),
      skip: only(OBSERVING, EMBEDDING),
      expected: { threads: 1 },
    });
    expect(report).toMatchObject({ name: 'reference', realm: 'caller', passed: 2, failed: [] });
    expect(report.skipped[0]).toEqual({ name: first, reason: 'of no matter here' });
    expect(report.observed).toMatchObject({ device: 'cpu', threads: 1, lowering: 'tiled', storage: 'w16' });
    const [{ share = 1, ...of } = {}] = report.deviations;
    expect(of).toEqual({ model: 'vit-mini', storage: 'fp32', what: 'embedding' });
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1e-5);
    expect(report.deviation).toBe(share);
    // Plain: it crosses from a page and goes into a file.
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test.each([
    ['another value than the one expected', { threads: 2 }, 'The threads observed at work is 2; it is 1.'],
    ['nothing of what is expected', { isolated: true }, 'it is not observed'],
  ])('holds a failure where there is %s', async (_, expected, message) => {
    const { failed } = await runConformance({
      name: 'reference',
      create: () => ({ ...referenceBackend(), observe: () => ({ threads: 1 }) }),
      skip: only(OBSERVING),
      expected,
    });
    expect(failed).toEqual([{ name: OBSERVING, message: expect.stringContaining(message) }]);
  });

  test('is handed over by the last test that a runner is given', async () => {
    const reports: ConformanceReport[] = [];
    const bodies: (() => Promise<void>)[] = [];
    const runner = {
      describe: (_: string, body: () => void) => body(),
      test: Object.assign((_: string, body: () => Promise<void>) => bodies.push(body), { skip: () => {} }),
    };
    const skip = only(first);
    testBackend({ name: 'x', create, skip, runner, onReport: (report) => void reports.push(report) });
    for (const body of bodies) await body();
    expect(reports).toMatchObject([{ name: 'x', passed: 1, failed: [] }]);
  });
});

test('in a realm of its own, what opens graphs is skipped with the reason, and a backend without realms fails', async () => {
  const { passed, skipped, failed } = await runConformance({ name: 'reference', create, realm: 'own' });
  expect(passed).toBe(2);
  expect(skipped.length).toBeGreaterThan(35);
  for (const { reason } of skipped) expect(reason).toContain('graphs do not cross');
  for (const { message } of failed) expect(message).toMatch(/has spawn\(\)|a reason to skip/);
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
  expect(stdout).toMatch(/# skipped 2\d\b/);
});
