export { describeNetwork } from './describe-network.js';
export { type ExpectedTensors, expectedTensors } from './expected-tensors.js';
export type { MaskDecoder, NetworkDescription, SamVitEncoder, TinyVitEncoder } from './network.js';
export type { NetworkOverrides } from './network-overrides.js';
export { type NetworkFact, networkTable } from './network-table.js';
