import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as onnx from '../src/index.js';

it('the README’s example prints what the README says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const block = (language: string) => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
  const code = block('ts').replace(/^import .*$/m, '');
  const printed: string[] = [];
  const names = Object.keys(onnx);
  new Function('console', ...names, code)(
    { log: (text: string) => printed.push(text) },
    ...Object.values(onnx),
  );
  expect(printed).toEqual([block('text')]);
});
