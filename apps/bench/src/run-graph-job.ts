// The measured process: opens one graph, runs it, prints a GraphReport.
import ort from 'onnxruntime-node';
import type { FeedSpec, GraphJob, GraphReport } from './graph-job.js';
import { normalNumbers } from './normal-numbers.js';
import { ownPeakMb } from './peak-memory.js';

type Feeds = Record<string, ort.Tensor>;

const job = JSON.parse(process.argv[2] ?? '{}') as GraphJob;

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function makeFeeds(specs: Readonly<Record<string, FeedSpec>>): Feeds {
  const feeds: Feeds = {};
  for (const [name, spec] of Object.entries(specs)) {
    if ('fill' in spec) {
      const count = spec.dims.reduce((product, dim) => product * dim, 1);
      const values = spec.fill === 'zeros' ? new Float32Array(count) : normalNumbers(count);
      feeds[name] = new ort.Tensor('float32', values, spec.dims);
    } else if (spec.type === 'int32') {
      feeds[name] = new ort.Tensor('int32', Int32Array.from(spec.values), spec.dims);
    } else {
      feeds[name] = new ort.Tensor('float32', Float32Array.from(spec.values), spec.dims);
    }
  }
  return feeds;
}

async function main(): Promise<GraphReport> {
  const feeds = makeFeeds(job.feeds);
  if (job.before) {
    const session = await ort.InferenceSession.create(job.before.graph, job.session);
    const wanted = await session.run(makeFeeds(job.before.feeds));
    for (const [name, tensor] of Object.entries(wanted)) feeds[name] = tensor;
    await session.release();
  }
  const beforeOpen = cpuSeconds();
  const session = await ort.InferenceSession.create(job.graph, job.session);
  const openCpuSeconds = cpuSeconds() - beforeOpen;
  const declared = new Set(session.inputNames);
  const used = Object.fromEntries(Object.entries(feeds).filter(([name]) => declared.has(name)));
  const runs: number[] = [];
  for (let i = 0; i < job.runs; i++) {
    const begin = cpuSeconds();
    await session.run(used);
    runs.push(cpuSeconds() - begin);
  }
  return { cpuSeconds: runs, openCpuSeconds, peakMb: ownPeakMb() };
}

process.stdout.write(JSON.stringify(await main()));
