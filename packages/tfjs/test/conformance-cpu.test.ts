import { conformanceCases } from '@medicosam/testkit';
import { tfjs } from '../src/index.js';
import { testInNode } from './support/in-node.js';
import { tf } from './support/tensorflow.js';

const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

/** What asks a predictor is slow on plain JavaScript, and core's work more than the device's: wasm has all of it. */
const OF_PREDICTORS = conformanceCases({ create: () => ({ backend: tfjs({ tf }) }) })
  .filter(({ group }) => ['end to end', 'predictor'].includes(group))
  .map(({ name }) => name)
  .filter((name) => name !== 'a predictor where it is loaded gives PyTorch’s answers, and leaves nothing');

testInNode('cpu', [
  {
    reason: 'plain JavaScript takes minutes to encode an image with it',
    tests: ['the default model finds a bright ellipse by its box'],
  },
  ...(isProof
    ? []
    : [{ reason: 'wasm runs it in Node; here it runs in `npm run prove`', tests: OF_PREDICTORS }]),
]);
