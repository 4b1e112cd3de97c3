import { fileURLToPath } from 'node:url';

/** The Reacts that the package is for. */
export type ReactVersion = 18 | 19;

const folder = (manifest: string) => fileURLToPath(new URL('./', manifest));

const FOLDERS = {
  18: {
    react: import.meta.resolve('react-18/package.json'),
    dom: import.meta.resolve('react-dom-18/package.json'),
  },
  19: {
    react: import.meta.resolve('react/package.json'),
    dom: import.meta.resolve('react-dom/package.json'),
  },
} as const;

/** What Vite is to take for the package and for React: by folder, for React's own files mean the same one. */
export function aliases(version: ReactVersion): Record<string, string> {
  const { react, dom } = FOLDERS[version];
  return {
    '@medicosam/react': fileURLToPath(new URL('../../dist/index.js', import.meta.url)),
    // Without the last slash, so that what comes after the name fits on.
    'react-dom': folder(dom).replace(/\/$/, ''),
    react: folder(react).replace(/\/$/, ''),
  };
}
