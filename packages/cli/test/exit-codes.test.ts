import { readFileSync } from 'node:fs';
import { ERROR_CODES, MedicoSamError } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { describeError, errorText, stackText } from '../src/errors.js';
import { EXIT_CODE_OF, EXIT_CODES } from '../src/exit-codes.js';
import { UsageError } from '../src/usage-error.js';

describe('exit codes', () => {
  it('are stated for every error code', () => {
    expect(Object.keys(EXIT_CODE_OF).sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });

  it('are documented in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const code of Object.values(EXIT_CODES)) expect(readme).toMatch(new RegExp(`\\| ${code} +\\|`));
  });
});

describe('describeError', () => {
  it('keeps code, message and hint', () => {
    const error = new MedicoSamError('MODEL_NOT_FOUND', { message: 'No such model.', hint: 'Look again.' });
    const { report, exitCode } = describeError(error);
    expect(exitCode).toBe(4);
    expect(errorText(report)).toBe('error MODEL_NOT_FOUND: No such model.\nhint: Look again.');
  });

  it('tells usage apart', () => {
    expect(describeError(new UsageError('Wrong.'))).toEqual({
      report: { code: 'USAGE', message: 'Wrong.', hint: expect.stringContaining('--help') },
      exitCode: 2,
    });
  });

  it('calls everything else a bug', () => {
    expect(describeError(new TypeError('x is undefined'))).toMatchObject({
      report: { code: 'INTERNAL', hint: expect.stringContaining('--debug') },
      exitCode: 1,
    });
    expect(describeError('thrown text')).toMatchObject({ report: { message: 'thrown text' }, exitCode: 1 });
  });

  it('shows the causes too in a stack', () => {
    const error = new MedicoSamError('BACKEND_FAILED', { message: 'outer', cause: new Error('inner') });
    expect(stackText(error)).toMatch(/outer[\s\S]*caused by Error: inner/);
  });
});
