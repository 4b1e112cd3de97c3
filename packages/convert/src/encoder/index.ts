export * from './build-encoder.js';
export * from './encoder-lowering.js';
export * from './plan-encoder.js';
