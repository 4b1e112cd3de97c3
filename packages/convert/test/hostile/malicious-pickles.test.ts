import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { isMedicoSamError } from '@medicosam/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { stateDict } from '../checkpoint/support/named-tensors.js';
import {
  call,
  dict,
  global,
  join,
  op,
  type Piece,
  pickle,
  text,
  tuple,
  uint64,
} from '../checkpoint/support/pickle-writer.js';
import { torchZip } from '../checkpoint/support/torch-zip-writer.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(joinPath(tmpdir(), 'medicosam-pickle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const marker = () => joinPath(folder, 'executed');
const short = (value: string): Piece =>
  join(op('\x8c'), Uint8Array.of(value.length), new TextEncoder().encode(value));
const stackGlobal = (module: string, name: string): Piece => join(short(module), short(name), op('\x93'));

/** Objects that, unpickled by Python, leave a file behind. */
const attacks: Readonly<Record<string, (path: string) => Piece>> = {
  'os.system by REDUCE': (path) => call(global('os', 'system'), text(`touch ${path}`)),
  'posix.system by REDUCE': (path) => call(global('posix', 'system'), text(`touch ${path}`)),
  'builtins.eval by REDUCE': (path) =>
    call(global('builtins', 'eval'), text(`open(${JSON.stringify(path)}, 'w').close()`)),
  'builtins.exec by STACK_GLOBAL': (path) =>
    join(stackGlobal('builtins', 'exec'), tuple(text(`open(${JSON.stringify(path)}, 'w').close()`)), op('R')),
  'subprocess.call by REDUCE': (path) =>
    call(global('subprocess', 'call'), join(op(']('), text('touch'), text(path), op('e'))),
  'a map by NEWOBJ': (path) =>
    call(
      global('builtins', 'list'),
      join(
        global('builtins', 'map'),
        tuple(global('os', 'system'), join(op(']('), text(`touch ${path}`), op('e'))),
        op('\x81'),
      ),
    ),
  'a chain of getattr': (path) =>
    call(
      call(global('builtins', 'getattr'), call(global('builtins', '__import__'), text('os')), text('system')),
      text(`touch ${path}`),
    ),
  'map over a list of commands': (path) =>
    call(
      global('builtins', 'list'),
      call(global('builtins', 'map'), global('os', 'system'), join(op(']('), text(`touch ${path}`), op('e'))),
    ),
  'BUILD with a state': (path) =>
    join(
      call(global('collections', 'OrderedDict')),
      call(global('os', 'system'), text(`touch ${path}`)),
      op('b'),
    ),
};

const hasPython = (() => {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

for (const [name, attack] of Object.entries(attacks)) {
  test(`${name} at the top is refused and not executed`, async () => {
    const error = await openCheckpoint(torchZip(pickle(attack(marker())))).catch((reason: unknown) => reason);
    expect(isMedicoSamError(error, 'CHECKPOINT_UNSAFE', 'CHECKPOINT_UNREADABLE')).toBe(true);
    expect(existsSync(marker())).toBe(false);
  });

  test(`${name} beside the weights is passed over and not executed`, async () => {
    const object = dict({ init: attack(marker()), model_state: stateDict(['image_encoder.pos_embed']) });
    const file = torchZip(pickle(object), { 0: new Uint8Array(4) });
    const checkpoint = await openCheckpoint(file);
    expect(await checkpoint.tensors.get('image_encoder.pos_embed')?.read()).toEqual(Float32Array.of(0));
    expect(existsSync(marker())).toBe(false);
  });

  test(`${name} instead of a tensor is refused and not executed`, async () => {
    const object = dict({ 'image_encoder.pos_embed': attack(marker()) });
    const error = await openCheckpoint(torchZip(pickle(object))).catch((reason: unknown) => reason);
    expect(isMedicoSamError(error, 'CHECKPOINT_UNSAFE', 'CHECKPOINT_UNREADABLE')).toBe(true);
    expect(existsSync(marker())).toBe(false);
  });

  test(`${name} is a real attack: Python executes it`, ({ skip }) => {
    if (!hasPython) return skip('needs python3');
    const script = 'import pickle, sys\npickle.loads(sys.stdin.buffer.read())';
    const path = joinPath(folder, `python-${name.replace(/\W+/g, '-')}`);
    try {
      execFileSync('python3', ['-c', script], { input: pickle(attack(path)), stdio: 'pipe' });
    } catch {
      // What it returns may be no valid state; by then the command has run.
    }
    expect(existsSync(path)).toBe(true);
  });
}

test('an attack is named in the error', async () => {
  const file = torchZip(pickle(dict({ model_state: call(global('os', 'system'), text('true')) })));
  await expect(openCheckpoint(file)).rejects.toThrow('model_state is an object of os.system');
});

test('a name that is no text is made printable and short', async () => {
  const file = torchZip(pickle(global(`a\u001b[2J${'b'.repeat(2000)}`, 'c')));
  const error = await openCheckpoint(file).catch((reason: unknown) => reason);
  expect(isMedicoSamError(error, 'CHECKPOINT_UNSAFE')).toBe(true);
  const { message } = error as Error;
  expect(message).toMatch(/^[\x20-\x7e…]{1,400}$/);
});

test('frames and long lengths of protocol 4 are bounded', async () => {
  for (const opcode of ['\x8d', '\x8e', '\x96']) {
    const file = torchZip(pickle(join(op('\x95'), uint64(2n ** 63n), op(opcode), uint64(2n ** 63n - 1n))));
    const error = await openCheckpoint(file).catch((reason: unknown) => reason);
    expect(isMedicoSamError(error, 'CHECKPOINT_UNREADABLE')).toBe(true);
  }
});
