// The measured process: opens a set of graphs on one runtime, runs them, prints a RuntimeReport.
import { fileSource } from '@medicosam/onnx-node';
import { ownPeakMb } from '../../peak-memory.js';
import { measureRuntime } from '../measure-runtime.js';
import type { RuntimeJob, RuntimeReport } from '../runtime-job.js';
import { backendInNode } from './backend-in-node.js';

const job = JSON.parse(process.argv[2] ?? '{}') as RuntimeJob;
const times = await measureRuntime(job, {
  ...(await backendInNode(job.runtime)),
  open: (file) => fileSource(`${job.base}${file}`),
});
const report: RuntimeReport = { ...times, peakMb: ownPeakMb() };
process.stdout.write(JSON.stringify(report));
