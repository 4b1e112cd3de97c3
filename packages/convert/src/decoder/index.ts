export * from './build-decoder.js';
export * from './build-image-keys.js';
export * from './decoder-parts.js';
export * from './planning/plan-decoder.js';
