import { quote, unreadable } from '../unreadable.js';
import { resolveGlobal, resolvePersistentId } from './allow-list.js';
import type { PickleCursor } from './pickle-cursor.js';
import {
  Constructor,
  PickleDict,
  type PickleValue,
  Placeholder,
  StorageType,
  StoredRange,
} from './values.js';

const GLOBAL_COST = 8;

/** The stack, marks and memo of a pickle that is being read, all of them bounded. */
export class PickleMachine {
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  /** One object for each global, however often the pickle names it. */
  readonly #globals = new Map<string, Constructor | StorageType | Placeholder>();
  /** The storages that persistent ids name, by their keys. */
  readonly storages = new Map<string, StoredRange>();
  #made = 0;

  constructor(
    readonly cursor: PickleCursor,
    readonly maxValues: number,
  ) {}

  push(value: PickleValue): void {
    this.#count();
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.top();
    this.#stack.pop();
    return value;
  }

  top(): PickleValue {
    const floor = this.#marks.at(-1) ?? 0;
    const value = this.#stack.at(-1);
    if (value === undefined || this.#stack.length <= floor) {
      throw unreadable(`The pickle takes a value from an empty stack at byte ${this.cursor.position}.`);
    }
    return value;
  }

  mark(): void {
    this.#count();
    this.#marks.push(this.#stack.length);
  }

  /** Takes everything above the last mark, and the mark. */
  popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) {
      throw unreadable(`The pickle looks for a mark that is not there at byte ${this.cursor.position}.`);
    }
    return this.#stack.splice(mark);
  }

  /** POP takes a mark where one is on top, as in CPython. */
  drop(): void {
    if (this.#marks.length > 0 && this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
    else this.pop();
  }

  remember(index: number): void {
    this.#memo.set(index, this.top());
    if (this.#memo.size > this.maxValues) throw this.#tooMany();
  }

  memoize(): void {
    this.remember(this.#memo.size);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) {
      throw unreadable(`The pickle recalls value ${index}, which it has not kept.`);
    }
    this.push(value);
  }

  global(module: string, name: string): Constructor | StorageType | Placeholder {
    const global = `${module}.${name}`;
    let found = this.#globals.get(global);
    if (!found) {
      // A real file names some dozens; each costs more memory than other values.
      this.#count(GLOBAL_COST);
      found = resolveGlobal(global);
      this.#globals.set(global, found);
    }
    return found;
  }

  /** BINPERSID: torch refers to storages by it. */
  storage(id: PickleValue): StoredRange | Placeholder {
    const range = resolvePersistentId(id);
    if (range instanceof StoredRange) {
      const known = this.storages.get(range.key) ?? range;
      if (known.type !== range.type || known.storageNumel !== range.storageNumel) {
        throw unreadable(`The pickle describes storage ${quote(range.key)} in two ways.`);
      }
      this.storages.set(range.key, range);
    }
    return range;
  }

  /** REDUCE and NEWOBJ: the allow-list makes data; a placeholder stays what it is and is never called. */
  call(callee: PickleValue, args: PickleValue): PickleValue {
    if (callee instanceof Placeholder) return callee;
    if (callee instanceof StorageType) return this.#placeholder(callee.global);
    if (!(callee instanceof Constructor) || !Array.isArray(args)) {
      throw unreadable(`The pickle calls what is no function at byte ${this.cursor.position}.`);
    }
    // Constructors copy lists: without this, a pickle that calls one again and again multiplies them.
    for (const arg of args) if (Array.isArray(arg)) this.#count(arg.length);
    return callee.make(args);
  }

  append(target: PickleValue, items: readonly PickleValue[]): void {
    if (Array.isArray(target)) for (const item of items) target.push(item);
    else if (!(target instanceof Placeholder)) {
      throw unreadable(`The pickle appends to what is no list at byte ${this.cursor.position}.`);
    }
  }

  assign(target: PickleValue, pairs: readonly PickleValue[]): void {
    if (pairs.length % 2 !== 0) throw unreadable('The pickle gives a key without a value.');
    if (target instanceof PickleDict) for (const item of pairs) target.flat.push(item);
    else if (!(target instanceof Placeholder)) {
      throw unreadable(`The pickle sets an item of what is no dict at byte ${this.cursor.position}.`);
    }
  }

  #placeholder(global: string): Placeholder {
    const key = `${global}()`;
    const known = this.#globals.get(key);
    if (known instanceof Placeholder) return known;
    const made = new Placeholder(global);
    this.#globals.set(key, made);
    return made;
  }

  #count(made = 1): void {
    this.#made += made;
    if (this.#made > this.maxValues) throw this.#tooMany();
  }

  #tooMany = () =>
    unreadable(
      `The pickled object makes more than ${this.maxValues} values.`,
      'Save the plain state dict, or raise the limit `values` if you trust the file.',
    );
}
