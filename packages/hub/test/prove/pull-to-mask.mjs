// From the network to a mask, in a process of its own: node pull-to-mask.mjs <cache> <entry as JSON>.
import { readFileSync } from 'node:fs';
import { loadPredictor } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { createHub } from '../../dist/index.js';

/** The largest resident set of this process, MB. */
const peakMb = () => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

const [cache, entry] = process.argv.slice(2);
const stages = new Set();
const { source, manifest, wasThere } = await createHub({ cache, env: {}, entries: [JSON.parse(entry)] }).pull(
  'random-vit-b',
  {
    onProgress: ({ stage }) => {
      if (!stages.has(stage)) console.error(`stage ${stage}`);
      stages.add(stage);
    },
  },
);
const pullPeakMb = peakMb();
const predictor = await loadPredictor({ model: source, backend: onnxNode(), device: 'cpu' });
const image = {
  data: new Uint8Array(256 * 256).map((_, index) => index % 251),
  width: 256,
  height: 256,
  channels: 1,
};
const embedding = await predictor.encode(image);
const [mask] = await predictor.predict(embedding, { box: [40, 60, 180, 200] });
await predictor.dispose();
console.log(
  JSON.stringify({
    wasThere,
    sha256: manifest.provenance.checkpoint[0].sha256,
    width: mask.width,
    height: mask.height,
    predictedIou: mask.predictedIou,
    pullPeakMb,
    peakMb: peakMb(),
  }),
);
