import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { policyPlugin } from './build/policy.mjs';

/** Threads of wasm need a page that is isolated from other origins. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative, so that the built folder can lie anywhere on a site.
  base: './',
  plugins: [react(), policyPlugin()],
  worker: { format: 'es' },
  optimizeDeps: {
    exclude: ['@medicosam/hub', '@medicosam/onnx-web', '@medicosam/model-tiny', 'onnxruntime-web'],
    // What the worker needs is found before it runs: found later, it reloads the page.
    entries: ['index.html', 'src/images/image-worker.ts'],
  },
  build: { outDir: 'dist/vite', target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { headers },
  preview: { headers },
});
