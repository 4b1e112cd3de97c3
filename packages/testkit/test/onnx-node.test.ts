import { fileURLToPath } from 'node:url';
import { folderSource, onnxNode } from '@medicosam/onnx-node';
import { afterAll, describe, test } from 'vitest';
import { testBackend } from '../src/index.js';
import { ortProfile } from './support/ort-profile.mjs';
import { writeReport } from './support/write-report.js';

const profiles: Awaited<ReturnType<typeof ortProfile>>[] = [];
afterAll(() => Promise.all(profiles.map(({ remove }) => remove())));

for (const realm of ['caller', 'own'] as const) {
  testBackend({
    name: `onnx-node cpu, ${realm === 'caller' ? 'in realm' : 'in a worker thread'}`,
    create: async () => {
      const profile = await ortProfile();
      profiles.push(profile);
      const { session, observe } = profile;
      return { backend: onnxNode({ inRealm: realm === 'caller' }), observe, observedSession: session };
    },
    device: 'cpu',
    realm,
    expected: { device: 'cpu', 'nodes elsewhere': 0 },
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
    onReport: writeReport,
  });
}
