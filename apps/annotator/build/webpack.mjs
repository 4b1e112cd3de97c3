// dist/webpack: the site as webpack bundles it, run through its Node API.
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import config from '../webpack.config.mjs';
import { buildModules } from './modules.mjs';

/**
 * @param {string} folder
 * @param {import('webpack').Configuration['optimization']} optimization
 */
export async function buildWebpack(folder = /** @type {string} */ (config.output?.path), optimization = {}) {
  await buildModules();
  const compiler = webpack({ ...config, optimization, output: { ...config.output, path: folder } });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, result) => (error ? reject(error) : resolve(result)));
  });
  await new Promise((resolve) => compiler.close(resolve));
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
  return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWebpack();
