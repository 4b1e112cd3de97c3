// Run by `node --test`: the suite with Node's own runner, on the package as it is built.
import { describe, test } from 'node:test';
import { conformanceCases, referenceBackend, testBackend } from '@medicosam/testkit';

const create = () => referenceBackend();
const slow = ['numerics', 'device loss', 'end to end', 'predictor', 'observation', 'default model'];

testBackend({
  name: 'the reference backend',
  create,
  skip: [
    {
      reason: 'it takes seconds, and another runner has run it',
      tests: conformanceCases({ create })
        .filter(({ group }) => slow.includes(group))
        .map(({ name }) => name),
    },
  ],
  runner: { describe, test },
});
