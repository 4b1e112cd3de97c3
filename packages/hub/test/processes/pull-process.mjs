// One pull in a process of its own: node pull-process.mjs <cache> <name> <entry as JSON>. Prints what it got.
import { createHub } from '../../dist/index.js';

const [cache, name, entry] = process.argv.slice(2);
const hub = createHub({ cache, env: {}, entries: [JSON.parse(entry)], retry: { firstDelayMs: 1 } });
const stages = new Set();
const controller = new AbortController();
process.on('SIGINT', () => controller.abort(new Error('interrupted')));
try {
  const { wasThere, manifest } = await hub.pull(name, {
    signal: controller.signal,
    onProgress: ({ stage }) => {
      if (stages.has(stage)) return;
      stages.add(stage);
      console.error(`stage ${stage}`);
    },
  });
  console.log(
    JSON.stringify({ wasThere, sha256: manifest.provenance.checkpoint[0].sha256, stages: [...stages] }),
  );
} catch (error) {
  console.log(JSON.stringify({ error: error.code ?? error.message }));
}
