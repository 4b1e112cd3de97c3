import { tiny } from '@medicosam/model-tiny';
import { type Skip, testBackend } from '@medicosam/testkit';
import { describe, test } from 'vitest';
import { tfjs } from '../../src/index.js';
import { kernels } from './kernel-count.js';
import { tf } from './tensorflow.js';
import { writeReport } from './write-report.js';

/** Declares the suite on a backend of TensorFlow.js that runs in Node. */
export function testInNode(device: 'cpu' | 'wasm', skip: readonly Skip[] = []): void {
  testBackend({
    name: `tfjs ${device} in Node`,
    create: () => {
      kernels.clear();
      return {
        backend: tfjs({ tf, backend: device }),
        observe: () => ({
          // Which backend the engine ran kernels on, whatever was asked for.
          device: [...kernels.keys()].join(' and '),
          kernels: kernels.get(device) ?? 0,
          place: `Node ${process.versions.node}`,
        }),
      };
    },
    expected: { device },
    defaultModel: tiny,
    skip: [
      {
        reason: 'a processor does not go away',
        tests: [
          'a lost device is DEVICE_LOST, and says so or works again after a new opening',
          'a predictor answers after its device was lost, or says DEVICE_LOST',
        ],
      },
      ...skip,
    ],
    runner: { describe, test },
    onReport: writeReport,
  });
}
