export * from './checkpoint/checkpoint.js';
