import { conformanceCases, type Skip } from '@medicosam/testkit';
import { tfjs } from '../../src/index.js';
import { tf } from './tensorflow.js';

const NUMBERS = 'a predictor where it is loaded gives PyTorch’s answers, and leaves nothing';

/**
 * What encodes again and again: it shows core's work more than the device's. Left to `npm run prove` where a quicker
 * device is tested with all of it.
 */
export function withoutSlowCases(elsewhere: string): Skip[] {
  if (process.env['MEDICOSAM_PROVE'] !== undefined) return [];
  const tests = conformanceCases({ create: () => ({ backend: tfjs({ tf }) }) })
    .filter(({ group, name }) => ['end to end', 'predictor'].includes(group) && name !== NUMBERS)
    .map(({ name }) => name);
  return [{ reason: `${elsewhere} runs it; here it runs in \`npm run prove\``, tests }];
}
