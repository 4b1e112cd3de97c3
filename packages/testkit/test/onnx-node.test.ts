import { fileURLToPath } from 'node:url';
import { folderSource, onnxNode } from '@medicosam/onnx-node';
import { describe, test } from 'vitest';
import { testBackend } from '../src/index.js';

testBackend({
  name: 'onnx-node',
  create: () => ({ backend: onnxNode() }),
  device: 'cpu',
  defaultModel: folderSource(fileURLToPath(new URL('../../../models/tiny/model', import.meta.url))),
  skip: [
    {
      reason: 'a processor does not go away',
      tests: [
        'a lost device is DEVICE_LOST, and says so or works again after a new opening',
        'a predictor answers after its device was lost, or says DEVICE_LOST',
      ],
    },
  ],
  runner: { describe, test },
});
