import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Threads of wasm need a page that is isolated from other origins. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative, so that the built folder can lie anywhere on a site.
  base: './',
  // Cornerstone needs Node's `events`, which bundlers for browsers replace with an empty module.
  resolve: { alias: { events: fileURLToPath(import.meta.resolve('events/')) } },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@medicosam/onnx-web', '@medicosam/model-tiny', 'onnxruntime-web'] },
  build: { outDir: 'dist/vite', target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 6000 },
  server: { headers },
  preview: { headers },
});
