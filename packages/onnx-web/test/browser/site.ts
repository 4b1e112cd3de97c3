import { type Site, serve } from '@medicosam/in-chromium';

/** Folders of the site, as a page without a bundler has them. */
const FOLDERS: Readonly<Record<string, URL>> = {
  '/ort/': new URL('./', import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm')),
  '/core/': new URL('../../../core/dist/', import.meta.url),
  '/onnx-web/': new URL('../../dist/', import.meta.url),
  '/valibot/': new URL(
    ['node_modules', 'valibot', 'dist', ''].join('/'),
    new URL('../../../core/', import.meta.url),
  ),
};

/** The strictest policy under which everything works; the README states it. */
export const STRICT_CSP = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:",
};

/** Serves a built page, a model under `/model/`, {@link FOLDERS} and what else is given. */
export function serveModel(
  page: string,
  model: ReadonlyMap<string, Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<Site> {
  const ofModel = [...model].map(([name, bytes]) => [`/model/${name}`, bytes] as const);
  return serve({
    folders: { '/': page, ...FOLDERS },
    files: { ...Object.fromEntries(ofModel), ...files },
    headers,
  });
}
