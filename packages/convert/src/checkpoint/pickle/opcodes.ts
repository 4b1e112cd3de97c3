import { unreadable } from '../unreadable.js';
import type { PickleMachine } from './pickle-machine.js';
import { PickleDict, type PickleValue, Placeholder } from './values.js';

type Operation = (machine: PickleMachine) => void;

const HIGHEST_PROTOCOL = 5;
/** Bytes objects carry nothing that a network needs, nor do numbers beyond 128 bits. */
const BYTES = new Placeholder('builtins.bytes');
const LARGE_INTEGER = new Placeholder('builtins.int');

const bytesOf =
  (length: (machine: PickleMachine) => number): Operation =>
  (machine) => {
    machine.cursor.skip(length(machine));
    machine.push(BYTES);
  };
const textOf =
  (length: (machine: PickleMachine) => number): Operation =>
  (machine) =>
    machine.push(machine.cursor.text(length(machine)));
const integerOf =
  (length: (machine: PickleMachine) => number): Operation =>
  (machine) =>
    machine.push(machine.cursor.integer(length(machine)) ?? LARGE_INTEGER);
const value =
  (of: (machine: PickleMachine) => PickleValue): Operation =>
  (machine) =>
    machine.push(of(machine));
const tupleOf =
  (length: number): Operation =>
  (machine) => {
    const items: PickleValue[] = [];
    for (let i = 0; i < length; i++) items.unshift(machine.pop());
    machine.push(items);
  };

const uint8 = ({ cursor }: PickleMachine) => cursor.uint8();
const uint32 = ({ cursor }: PickleMachine) => cursor.uint32();
const uint64 = ({ cursor }: PickleMachine) => cursor.uint64();

const constants: Readonly<Record<string, Operation>> = {
  N: value(() => null),
  '\x88': value(() => true),
  '\x89': value(() => false),
  K: value(uint8),
  M: value(({ cursor }) => cursor.uint16()),
  J: value(({ cursor }) => cursor.int32()),
  G: value(({ cursor }) => cursor.float64BigEndian()),
  '\x8a': integerOf(uint8),
  '\x8b': integerOf(uint32),
  X: textOf(uint32),
  '\x8c': textOf(uint8),
  '\x8d': textOf(uint64),
  // Byte strings of Python 2: keys of its state dicts are among them.
  U: textOf(uint8),
  T: textOf(uint32),
  C: bytesOf(uint8),
  B: bytesOf(uint32),
  '\x8e': bytesOf(uint64),
  '\x96': bytesOf(uint64),
};

const containers: Readonly<Record<string, Operation>> = {
  ']': value(() => []),
  ')': value(() => []),
  '\x8f': value(() => []),
  '}': value(() => new PickleDict()),
  '\x85': tupleOf(1),
  '\x86': tupleOf(2),
  '\x87': tupleOf(3),
  // LIST and TUPLE, and FROZENSET.
  l: (machine) => machine.push(machine.popToMark()),
  t: (machine) => machine.push(machine.popToMark()),
  '\x91': (machine) => machine.push(machine.popToMark()),
  d: (machine) => {
    const dict = new PickleDict();
    machine.assign(dict, machine.popToMark());
    machine.push(dict);
  },
  a: (machine) => {
    const item = machine.pop();
    machine.append(machine.top(), [item]);
  },
  e: (machine) => {
    const items = machine.popToMark();
    machine.append(machine.top(), items);
  },
  // ADDITEMS of sets.
  '\x90': (machine) => {
    const items = machine.popToMark();
    machine.append(machine.top(), items);
  },
  s: (machine) => {
    const item = machine.pop();
    const key = machine.pop();
    machine.assign(machine.top(), [key, item]);
  },
  u: (machine) => {
    const pairs = machine.popToMark();
    machine.assign(machine.top(), pairs);
  },
};

const stack: Readonly<Record<string, Operation>> = {
  '(': (machine) => machine.mark(),
  '0': (machine) => machine.drop(),
  '1': (machine) => void machine.popToMark(),
  '2': (machine) => machine.push(machine.top()),
  q: (machine) => machine.remember(machine.cursor.uint8()),
  r: (machine) => machine.remember(machine.cursor.uint32()),
  '\x94': (machine) => machine.memoize(),
  h: (machine) => machine.recall(machine.cursor.uint8()),
  j: (machine) => machine.recall(machine.cursor.uint32()),
  '\x80': ({ cursor }) => {
    const protocol = cursor.uint8();
    if (protocol > HIGHEST_PROTOCOL) {
      throw unreadable(`Pickle protocols 2 to ${HIGHEST_PROTOCOL} are read, got ${protocol}.`);
    }
  },
  // FRAME: a hint for readers of streams.
  '\x95': ({ cursor }) => void cursor.skip(8),
};

const objects: Readonly<Record<string, Operation>> = {
  c: (machine) => machine.push(machine.global(machine.cursor.line(), machine.cursor.line())),
  '\x93': (machine) => {
    const name = machine.pop();
    const module = machine.pop();
    if (typeof name !== 'string' || typeof module !== 'string') {
      throw unreadable('The pickle names a global by something other than text.');
    }
    machine.push(machine.global(module, name));
  },
  // EXT1, EXT2, EXT4: globals by a number that only the writer's registry knows.
  '\x82': value((machine) => machine.global('copyreg', `extension ${machine.cursor.uint8()}`)),
  '\x83': value((machine) => machine.global('copyreg', `extension ${machine.cursor.uint16()}`)),
  '\x84': value((machine) => machine.global('copyreg', `extension ${machine.cursor.int32()}`)),
  // REDUCE and NEWOBJ.
  R: call,
  '\x81': call,
  // NEWOBJ_EX, with keyword arguments.
  '\x92': (machine) => {
    machine.pop();
    call(machine);
  },
  // BUILD: the attributes of an object (`_metadata` of a state dict) are of no use here.
  b: (machine) => {
    machine.pop();
    machine.top();
  },
  Q: (machine) => machine.push(machine.storage(machine.pop())),
};

function call(machine: PickleMachine): void {
  const args = machine.pop();
  machine.push(machine.call(machine.pop(), args));
}

/** What each opcode of protocols 2 to 5 does, by its byte. STOP is the reader's own. */
export const OPERATIONS: readonly (Operation | undefined)[] = (() => {
  const table = new Array<Operation | undefined>(256).fill(undefined);
  for (const [opcode, operation] of Object.entries({ ...constants, ...containers, ...stack, ...objects })) {
    table[opcode.charCodeAt(0)] = operation;
  }
  return table;
})();
