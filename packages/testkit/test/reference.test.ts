import { describe, test } from 'vitest';
import { referenceBackend, testBackend } from '../src/index.js';

testBackend({
  name: 'the reference backend',
  create: () => referenceBackend(),
  skip: [
    {
      reason: 'it is meant for the mini models alone',
      tests: ['the default model finds a bright ellipse by its box'],
    },
  ],
  runner: { describe, test },
});
