// Writes errors.md from the table of codes; with --check, only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { ERROR_CODES } from '@medicosam/core';

const file = new URL('errors.md', import.meta.url);
const page = `# Errors

Every error raised on purpose is a \`MedicoSamError\` with a \`code\` (for programs, stable across versions), a
\`message\` (the rule and the actual value), a \`hint\` (what to do next), \`details\` and, where a runtime or library
failed, its \`cause\`. Recognise one with \`isMedicoSamError(error, 'CODE')\`: it works across duplicate installs and
realms. An abort is no such error: the call rejects with the signal's own reason.

Written by \`npm run docs\` from \`packages/core/src/errors/codes.ts\`.

${Object.entries(ERROR_CODES)
  .map(([code, { when, remedy }]) => `## ${code}\n\n${when}\n\n${remedy}\n`)
  .join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/errors.md is not what the table of codes says: run `npm run docs`.');
  process.exit(1);
}
