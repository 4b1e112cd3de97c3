import { platform } from '../platform.js';
import type { WasmPaths } from './ort-like.js';

declare const URL: new (path: string, base: string) => { readonly href: string };

/** Addresses as the page means them: a worker would read relative ones from where its script lies. */
export function absolutePaths(paths: WasmPaths | undefined): WasmPaths | undefined {
  const base = platform.location?.href;
  if (paths === undefined || base === undefined) return paths;
  const absolute = (address: string) => new URL(address, base).href;
  if (typeof paths === 'string') return absolute(paths);
  const entries = Object.entries(paths)
    .filter(([, address]) => address !== undefined)
    .map(([file, address]) => [file, absolute(typeof address === 'string' ? address : address.href)]);
  return Object.fromEntries(entries);
}
