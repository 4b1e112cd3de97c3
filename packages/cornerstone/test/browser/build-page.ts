import { fileURLToPath } from 'node:url';
import { buildPage } from '@medicosam/in-chromium';

/** The page, with nothing but the settings that the README names. */
export const buildCornerstonePage = () =>
  buildPage(new URL('./page/', import.meta.url), {
    resolve: { alias: { events: fileURLToPath(import.meta.resolve('events/')) } },
    build: { minify: false },
  });
