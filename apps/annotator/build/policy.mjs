// What a built page may load: its own site's files and nothing else, so that images cannot leave it.
import { createHash } from 'node:crypto';

/**
 * The content security policy as the page's first element.
 *
 * @param {string} html
 * @param {readonly string[]} inlineScripts what stands between script tags of the page
 */
export function withPolicy(html, inlineScripts = []) {
  const hashes = inlineScripts.map(
    (text) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval'${hashes.join('')}`,
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html.replace(
    '<meta charset="utf-8" />',
    `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

/** The same for Vite's builds; its development server needs scripts of its own in the page. */
export const policyPlugin = () => ({
  name: 'content-security-policy',
  apply: /** @type {const} */ ('build'),
  transformIndexHtml: (/** @type {string} */ html) => withPolicy(html),
});
