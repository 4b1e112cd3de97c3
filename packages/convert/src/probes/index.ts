export { buildProbes } from './build-probes.js';
export type { Probe } from './probe.js';
