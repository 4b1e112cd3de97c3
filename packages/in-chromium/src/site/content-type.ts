import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The media type of a file, by the end of its name. */
export const contentType = (path: string): string => TYPES[extname(path)] ?? 'application/octet-stream';
