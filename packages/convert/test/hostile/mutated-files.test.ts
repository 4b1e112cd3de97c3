import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { describeNetwork } from '../../src/describe/index.js';
import { readFixture } from '../checkpoint/support/fixtures.js';

/** Mutations of each file; 2,000 together. */
const RUNS = 500;

/** mulberry32: the same mutations every time. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Where a file's structure is, which is what mutations are for: the beginning and the end. */
function place(length: number, random: (below: number) => number): number {
  const structure = Math.min(length, 32_000);
  const where = random(10);
  if (where < 6) return random(structure);
  return where < 9 ? length - 1 - random(structure) : random(length);
}

/** One to four changes: a bit, a byte, a large number, a piece moved, left out or doubled, an end cut off. */
function mutate(file: Uint8Array, random: (below: number) => number): Uint8Array {
  let mutated: Uint8Array = file.slice();
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = place(mutated.length, random);
    const length = Math.min(1 + random(64), mutated.length - at);
    switch (random(8)) {
      case 0:
        mutated[at] = (mutated[at] ?? 0) ^ (1 << random(8));
        break;
      case 1:
      case 2:
        mutated[at] = random(256);
        break;
      case 3:
        mutated.fill([0x00, 0x7f, 0xff][random(3)] ?? 0, at, at + 2 ** random(4));
        break;
      case 4:
        mutated.copyWithin(at, place(mutated.length, random), mutated.length - length);
        break;
      case 5:
        mutated = concatenate(mutated.subarray(0, at), mutated.subarray(at + length));
        break;
      case 6:
        mutated = concatenate(mutated.subarray(0, at + length), mutated.subarray(at));
        break;
      default:
        mutated = mutated.slice(0, random(4) === 0 ? at : mutated.length);
    }
  }
  return mutated;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** What becomes of a file: it is read, or refused with one of our errors. Anything else is thrown. */
async function outcome(file: Uint8Array): Promise<string> {
  try {
    const checkpoint = await openCheckpoint(file);
    for (const tensor of checkpoint.tensors.values()) await tensor.read();
    describeNetwork(checkpoint, { decoderHeads: 4 });
    return 'read';
  } catch (error) {
    if (isMedicoSamError(error) && error.code.startsWith('CHECKPOINT_')) return error.code;
    throw error;
  }
}

test.each(['vit_mini_fp16.pt', 'vit_mini_legacy.pt', 'vit_mini_unknown_class.pt', 'tinyvit_mini.pt'])(
  `${RUNS} mutations of %s are each read or refused with an error of ours`,
  async (name) => {
    const file = readFixture(name);
    const random = randomNumbers(name.length);
    const outcomes = new Map<string, number>();
    for (let run = 0; run < RUNS; run++) {
      const mutated = mutate(file, random);
      const result = await outcome(mutated);
      outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
    }
    // Both happen often: the mutations neither all miss the structure nor all destroy it.
    expect(outcomes.get('read')).toBeGreaterThan(RUNS / 50);
    expect(outcomes.get('CHECKPOINT_UNREADABLE')).toBeGreaterThan(RUNS / 5);
  },
);
