// index.html for builds other than Vite's, which makes its own of it.
import { readFile } from 'node:fs/promises';
import { withPolicy } from './policy.mjs';

const source = new URL('../index.html', import.meta.url);

/**
 * The page with addresses of a built script and style sheet.
 *
 * @param {{ script: string, styles: string, imports?: Readonly<Record<string, string>> }} parts
 *   `imports`: the import map of a page without a bundler
 */
export async function renderPage({ script, styles, imports }) {
  const map = imports && JSON.stringify({ imports }, null, 2);
  const html = (await readFile(source, 'utf8'))
    .replace('./src/main.tsx', script)
    .replace('./src/styles/app.css', styles)
    .replace(/ *<script type="module"/, (tag) =>
      map ? `    <script type="importmap">${map}</script>\n${tag}` : tag,
    );
  return withPolicy(html, map ? [map] : []);
}
