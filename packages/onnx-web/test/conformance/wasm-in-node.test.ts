import fs from 'node:fs';
import { tiny } from '@medicosam/model-tiny';
import { onnxWeb } from '@medicosam/onnx-web';
import { testBackend } from '@medicosam/testkit';
import * as ort from 'onnxruntime-web';
import { afterAll, describe, test } from 'vitest';
import { Placements, TALKING } from './placements.js';
import { writeReport } from './write-report.js';

// In Node ONNX Runtime's wasm code writes its log to stderr, line by line.
let placements = new Placements();
const { writeSync } = fs;
fs.writeSync = ((...args: Parameters<typeof writeSync>) => {
  const [, text] = args;
  if (typeof text === 'string' && placements.hear(text)) return text.length;
  return writeSync(...args);
}) as typeof writeSync;
afterAll(() => {
  fs.writeSync = writeSync;
});

/** It encodes for seconds. */
const TESTED_ELSEWHERE = {
  reason: 'default-model.test.ts runs it on wasm; here it runs in `npm run prove`',
  tests: ['the default model finds a bright ellipse by its box'],
};
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

testBackend({
  name: 'onnx-web wasm in Node',
  create: () => {
    placements = new Placements();
    return {
      backend: onnxWeb(),
      observedSession: TALKING,
      observe: () => ({
        ...placements.summary(),
        threads: ort.env.wasm.numThreads ?? 0,
        place: `Node ${process.versions.node}`,
      }),
    };
  },
  device: 'wasm',
  expected: { device: 'wasm', threads: 1, 'nodes elsewhere': 0 },
  defaultModel: tiny,
  skip: [
    {
      reason: 'wasm runs on the processor, which does not go away',
      tests: [
        'a lost device is DEVICE_LOST, and says so or works again after a new opening',
        'a predictor answers after its device was lost, or says DEVICE_LOST',
      ],
    },
    ...(isProof ? [] : [TESTED_ELSEWHERE]),
  ],
  runner: { describe, test },
  onReport: writeReport,
});
