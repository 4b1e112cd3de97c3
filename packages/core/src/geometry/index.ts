export * from './coordinates.js';
export * from './lps.js';
