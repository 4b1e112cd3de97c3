import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { packedApp } from '../support/packed-app.js';

const MINUTES = 60_000;

const GUIDE = new URL('../../../../docs/guide/react.md', import.meta.url);

const PAGE = `'use client';
import { SegmentationCanvas, useMedicoSam } from '@medicosam/react';
import { Sam } from './sam.jsx';

function Annotator() {
  const sam = useMedicoSam();
  return <main><p>{'status ' + sam.status}</p><SegmentationCanvas session={sam.session} style={{ height: 400 }} /></main>;
}

export default function Page() {
  return <Sam><Annotator /></Sam>;
}
`;
const LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;
/** Rendered for each request, not once while building. */
const DYNAMIC = `import Page from '../page.jsx';
export const dynamic = 'force-dynamic';
export default function Dynamic() {
  return <Page />;
}
`;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

test.runIf(process.env['MEDICOSAM_PROVE'])(
  'a Next.js app builds from packed packages and renders on the server',
  async () => {
    const { folder, run, write } = await packedApp([
      'next@16.4.6',
      'react@19.3.1',
      'react-dom@19.3.1',
      'onnxruntime-web@1.30.0',
    ]);
    const provider = /^'use client';[\s\S]+?(?=^```)/m.exec(await readFile(GUIDE, 'utf8'))?.[0] ?? '';
    const config = /^\/\/ next.config.mjs[\s\S]+?(?=^```)/m.exec(await readFile(GUIDE, 'utf8'))?.[0] ?? '';
    await write('next.config.mjs', config);
    await run('mkdir', '-p', 'app/dynamic');
    await write('app/sam.jsx', provider);
    await write('app/page.jsx', PAGE);
    await write('app/layout.jsx', LAYOUT);
    await write('app/dynamic/page.jsx', DYNAMIC);
    const built = await run('npx', 'next', 'build');
    expect(built).toContain('/dynamic');

    const port = await freePort();
    const server = spawn('node', ['node_modules/next/dist/bin/next', 'start', '-p', `${port}`], {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      stdio: 'ignore',
    });
    onTestFinished(() => void server.kill());
    for (const path of ['/', '/dynamic']) {
      const get = async () => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
      await expect.poll(() => get().catch(() => ''), { timeout: MINUTES }).toContain('status idle');
      expect(await get()).toMatch(/<canvas[^>]*role="application"/);
    }
  },
  20 * MINUTES,
);
