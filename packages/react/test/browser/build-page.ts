import { type BuiltPage, buildPage } from '@medicosam/in-chromium';
import react from '@vitejs/plugin-react';
import { aliases, type ReactVersion } from '../support/react-folder.js';

/**
 * The page with React's development build: that is where StrictMode does everything twice and warnings are told.
 */
export function buildPageWith(version: ReactVersion): Promise<BuiltPage> {
  return buildPage(new URL('./page/', import.meta.url), {
    mode: 'development',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: aliases(version) },
    build: { minify: false },
  });
}
