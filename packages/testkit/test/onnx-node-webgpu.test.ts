import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type ConformanceReport, conformanceCases, referenceBackend } from '../src/index.js';
import { writeReport } from './support/write-report.js';

/** A Vulkan in software lies beside Debian's Chromium; the loader is told of it before the process starts. */
const VULKAN = '/usr/lib/chromium/vk_swiftshader_icd.json';
const TIMEOUT_MS = 1_800_000;
/** A software adapter compiles shaders for minutes. */
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

const cases = conformanceCases({ create: () => referenceBackend() });

const SKIP = [
  {
    reason:
      'ONNX Runtime’s flash attention computes wrong numbers on the software adapter: the probes see it',
    tests: [
      'the probes of tinyvit-mini pass',
      'a lowering computes the same, or is GRAPH_UNSUPPORTED where the device does not list it',
    ],
  },
  {
    reason: 'Node gives no hold of the GPU device by which it could be lost',
    tests: cases.filter(({ group }) => group === 'device loss').map(({ name }) => name),
  },
  {
    reason: 'a software adapter would take many minutes',
    tests: ['the default model finds a bright ellipse by its box'],
  },
];

async function run(name: string, realm: 'caller' | 'own'): Promise<ConformanceReport> {
  const script = fileURLToPath(new URL('support/onnx-node-webgpu.mjs', import.meta.url));
  const options = {
    name,
    realm,
    skip: SKIP,
    expected: { device: 'webgpu', provider: 'WebGpuExecutionProvider' },
    // The software adapter's exponential is rough: logits of up to 9 are off by some 6e-4.
    tolerance: 2e-3,
  };
  const env = { ...process.env, LD_LIBRARY_PATH: '/usr/lib/chromium', VK_ICD_FILENAMES: VULKAN };
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(options)], {
    env,
    maxBuffer: 2 ** 26,
    timeout: TIMEOUT_MS - 5000,
  });
  return JSON.parse(stdout);
}

describe.runIf(existsSync(VULKAN) && isProof)('the conformance suite on WebGPU in Node', () => {
  test.each(['caller', 'own'] as const)(
    'passes with predictors in the realm: %s',
    async (realm) => {
      const where = realm === 'caller' ? 'in realm' : 'in a worker thread';
      const report = await run(`onnx-node WebGPU on software Vulkan, ${where}`, realm);
      await writeReport(report);
      expect(report.failed).toEqual([]);
      expect(report.passed).toBeGreaterThan(3);
    },
    TIMEOUT_MS,
  );
});
