import { testInNode } from './support/in-node.js';

// Twenty seconds and more of a processor, which default-model.test.ts spends too.
const isProved = Boolean(process.env['MEDICOSAM_PROVE']);

testInNode(
  'wasm',
  isProved
    ? []
    : [
        {
          reason: 'default-model.test.ts runs it on wasm; here it runs in `npm run prove`',
          tests: ['the default model finds a bright ellipse by its box'],
        },
      ],
);
