import { testInNode } from './support/in-node.js';
import { withoutSlowCases } from './support/slow-cases.js';

testInNode('cpu', [
  {
    reason: 'plain JavaScript takes minutes to encode an image with it',
    tests: ['the default model finds a bright ellipse by its box'],
  },
  ...withoutSlowCases('wasm in Node'),
]);
