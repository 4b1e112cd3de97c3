// Bundles what `build/modules.mjs` wrote: webpack finds workers, wasm and model files by the form of their addresses,
// without loaders.
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import { renderPage } from './build/page.mjs';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Writes index.html beside the script. */
class PagePlugin {
  /** @param {webpack.Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('page', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tapPromise({ name: 'page', stage }, async () => {
        const page = await renderPage({ script: './main.js', styles: './main.css' });
        compilation.emitAsset('index.html', new webpack.sources.RawSource(page));
      });
    });
  }
}

/** @type {webpack.Configuration} */
export default {
  mode: 'production',
  entry: { main: [at('./dist/modules/main.js'), at('./src/styles/app.css')] },
  output: { path: at('./dist/webpack'), publicPath: 'auto', clean: true },
  experiments: { css: true },
  plugins: [new PagePlugin()],
  // The model and the runtime are as large as they are.
  performance: { hints: false },
};
