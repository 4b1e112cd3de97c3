// JavaScript, since a process of its own runs it too; see onnx-node-webgpu.mjs.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEVICES = { CPUExecutionProvider: 'cpu', WebGpuExecutionProvider: 'webgpu' };

/** ONNX Runtime's own account of its sessions: which execution provider ran each node, on how many threads. */
export async function ortProfile() {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-profile-'));
  return {
    session: { enableProfiling: true, profileFilePrefix: join(folder, 'session') },
    /** What was seen, once the predictor's sessions have ended: they write their accounts then. */
    async observe(predictor) {
      await predictor.dispose();
      const files = await readdir(folder);
      const accounts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
      return summary(accounts.flatMap((text) => JSON.parse(text)));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function summary(events) {
  const nodes = events.flatMap(({ args }) => (args?.provider === undefined ? [] : [args]));
  const counts = {};
  for (const { provider } of nodes) counts[provider] = (counts[provider] ?? 0) + 1;
  const [[provider, most] = ['none', 0]] = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const threads = nodes.map(
    ({ thread_scheduling_stats: stats }) => 1 + Object.keys(stats?.sub_threads ?? {}).length,
  );
  return {
    device: DEVICES[provider] ?? provider,
    provider,
    'nodes run': nodes.length,
    'nodes elsewhere': nodes.length - most,
    threads: Math.max(...threads),
    place: `Node ${process.versions.node}`,
  };
}
