import { describe, test } from 'vitest';
import { FORMS } from './forms/index.js';
import { agree } from './support/agree.js';

describe.each(['wasm', 'cpu'])('on %s an operator gives what ONNX Runtime gives', (device) => {
  test.each(FORMS.map((form) => [`${form.op} ${form.what}`, form] as const))('%s', (_, form) =>
    agree(form, device),
  );
});
