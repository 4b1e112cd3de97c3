import { MedicoSamError } from '../errors/medicosam-error.js';
import { createStore, type Store } from './store.js';

/** Something that was done and can be undone and done again. Neither function throws. */
export interface HistoryStep {
  /** A word for what was done: `point`, `box`, `mask`, `scribble`, `remove`, `reset`, `candidate`, `commit`, … */
  readonly label: string;
  /** Whose step it is, for {@link SessionHistory.drop}. */
  readonly owner?: object | undefined;
  /** Brings back what was before. */
  undo(): void;
  /** Does it again, after `undo`. */
  redo(): void;
}

/** A step as a host with a history of its own is handed it. */
export type HistoryMemo = Omit<HistoryStep, 'owner'>;

/** What can be undone and redone. */
export interface HistorySnapshot {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The label of the step that `undo` would undo. */
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
}

/** How a history is kept. */
export interface HistoryOptions {
  /** The most steps that are kept, 100 by default. Each step of a prompt may hold low-res logits (256 kB). */
  readonly limit?: number | undefined;
  /**
   * For a host with a history of its own: it is handed each step, right after it was done, and undoes and redoes it.
   * This history then keeps none: `canUndo` and `canRedo` stay false.
   */
  readonly onStep?: ((memo: HistoryMemo) => void) | undefined;
}

/** Undo and redo over the prompts and commits of one session or several. */
export interface SessionHistory extends Store<HistorySnapshot> {
  /** Adds a step that has just been done; what was undone before can no longer be redone. */
  push(step: HistoryStep): void;
  /** Makes one step of all that `run` pushes, undone in reverse order; of what was done before `run` threw, too. */
  group<T>(label: string, run: () => T): T;
  /** Undoes the last step; false where there is none. */
  undo(): boolean;
  /** Does the last undone step again; false where there is none. */
  redo(): boolean;
  /** Forgets the steps of an owner that is no more, and its share of groups; memos of them do nothing. */
  drop(owner: object): void;
  /** Forgets everything. */
  clear(): void;
}

interface Entry {
  readonly label: string;
  readonly steps: readonly HistoryStep[];
}

const EMPTY: HistorySnapshot = { canUndo: false, canRedo: false, undoLabel: undefined, redoLabel: undefined };

/**
 * A {@link SessionHistory}.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` when `limit` is no whole number above 0.
 */
export function createHistory({ limit = 100, onStep }: HistoryOptions = {}): SessionHistory {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The limit of a history is a whole number above 0, got ${limit}.`,
    });
  }
  const store = createStore<HistorySnapshot>({ ...EMPTY });
  const dropped = new WeakSet<object>();
  let entries: Entry[] = [];
  /** Entries before it are done, from it on undone. */
  let position = 0;
  let open: HistoryStep[] | undefined;

  function publish(): void {
    const undoLabel = entries[position - 1]?.label;
    const redoLabel = entries[position]?.label;
    store.set({ canUndo: position > 0, canRedo: position < entries.length, undoLabel, redoLabel });
  }

  const isHeld = ({ owner }: HistoryStep) => owner === undefined || !dropped.has(owner);
  const undoAll = ({ steps }: Entry) => {
    for (const step of steps.toReversed()) if (isHeld(step)) step.undo();
  };
  const redoAll = ({ steps }: Entry) => {
    for (const step of steps) if (isHeld(step)) step.redo();
  };

  function add(entry: Entry): void {
    if (onStep) {
      onStep({ label: entry.label, undo: () => undoAll(entry), redo: () => redoAll(entry) });
      return;
    }
    entries = [...entries.slice(0, position), entry].slice(-limit);
    position = entries.length;
    publish();
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    push(step) {
      if (open) open.push(step);
      else add({ label: step.label, steps: [step] });
    },
    group(label, run) {
      if (open) return run();
      const steps: HistoryStep[] = [];
      open = steps;
      try {
        return run();
      } finally {
        open = undefined;
        if (steps.length > 0) add({ label, steps });
      }
    },
    undo() {
      const entry = entries[position - 1];
      if (entry === undefined) return false;
      position--;
      undoAll(entry);
      publish();
      return true;
    },
    redo() {
      const entry = entries[position];
      if (entry === undefined) return false;
      position++;
      redoAll(entry);
      publish();
      return true;
    },
    drop(owner) {
      dropped.add(owner);
      const keep = ({ label, steps }: Entry): Entry => ({ label, steps: steps.filter(isHeld) });
      const isLeft = ({ steps }: Entry) => steps.length > 0;
      const done = entries.slice(0, position).map(keep).filter(isLeft);
      entries = [...done, ...entries.slice(position).map(keep).filter(isLeft)];
      position = done.length;
      publish();
    },
    clear() {
      entries = [];
      position = 0;
      publish();
    },
  };
}
