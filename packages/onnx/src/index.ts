export * from './graph/graph.js';
export * from './graph/graph-builder.js';
export * from './graph/weights-layout.js';
