import { unreadable } from '../unreadable.js';
import { OPERATIONS } from './opcodes.js';
import { PickleCursor, PickleEndsEarly } from './pickle-cursor.js';
import { PickleMachine } from './pickle-machine.js';
import type { PickleValue, StoredRange } from './values.js';

const STOP = 0x2e;

/** A pickle as data. */
export interface ReadPickle {
  readonly value: PickleValue;
  /** Bytes that the pickle takes. */
  readonly length: number;
  /** The storages that it refers to, by their keys. */
  readonly storages: ReadonlyMap<string, StoredRange>;
}

/**
 * Reads one pickle as data. Nothing is executed: a dozen constructors of tensors and dicts are known (see
 * `allow-list.ts`), and every other global becomes a placeholder that is never called.
 *
 * @throws MedicoSamError `CHECKPOINT_UNREADABLE`; {@link PickleEndsEarly} where it goes on past the bytes.
 */
export function readPickle(bytes: Uint8Array, maxValues: number): ReadPickle {
  const cursor = new PickleCursor(bytes);
  const machine = new PickleMachine(cursor, maxValues);
  for (;;) {
    const opcode = cursor.uint8();
    if (opcode === STOP) {
      return { value: machine.pop(), length: cursor.position, storages: machine.storages };
    }
    const operation = OPERATIONS[opcode];
    if (!operation) {
      throw unreadable(
        `The pickle has opcode 0x${opcode.toString(16).padStart(2, '0')} at byte ${cursor.position - 1}; only those of protocols 2 to 5 are read.`,
      );
    }
    operation(machine);
  }
}

/** As {@link readPickle}, of bytes that must hold the whole pickle. */
export function readWholePickle(bytes: Uint8Array, maxValues: number): PickleValue {
  try {
    return readPickle(bytes, maxValues).value;
  } catch (error) {
    if (!(error instanceof PickleEndsEarly)) throw error;
    throw unreadable(
      `The pickled object is cut off: it goes on past its ${bytes.byteLength} bytes.`,
      'Fetch the file again.',
      error,
    );
  }
}
