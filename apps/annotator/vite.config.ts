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
  plugins: [policyPlugin()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@medicosam/onnx-web', '@medicosam/model-tiny', 'onnxruntime-web'] },
  build: { outDir: 'dist/vite', target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { headers },
  preview: { headers },
});
