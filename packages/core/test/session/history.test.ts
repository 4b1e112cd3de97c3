import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createHistory, type HistoryMemo, type SessionHistory } from '../../src/index.js';

/** A value whose every change is a step. */
function tracked(history: SessionHistory, owner: object = {}) {
  const cell = { value: 0, owner };
  const set = (after: number) => {
    const before = cell.value;
    cell.value = after;
    history.push({
      label: `set ${after}`,
      owner,
      undo: () => {
        cell.value = before;
      },
      redo: () => {
        cell.value = after;
      },
    });
  };
  return { cell, set };
}

describe('a history', () => {
  test('undoes and redoes steps, and says what they are', () => {
    const history = createHistory();
    const { cell, set } = tracked(history);
    expect(history.getSnapshot()).toEqual({ canUndo: false, canRedo: false });
    expect([history.undo(), history.redo()]).toEqual([false, false]);
    set(1);
    set(2);
    expect(history.getSnapshot()).toEqual({ canUndo: true, canRedo: false, undoLabel: 'set 2' });
    expect(history.undo()).toBe(true);
    expect(cell.value).toBe(1);
    expect(history.getSnapshot()).toMatchObject({ canRedo: true, undoLabel: 'set 1', redoLabel: 'set 2' });
    set(3);
    expect(history.getSnapshot()).toMatchObject({ canRedo: false, undoLabel: 'set 3' });
  });

  test('keeps the newest steps up to its limit', () => {
    const history = createHistory({ limit: 2 });
    const { cell, set } = tracked(history);
    for (const value of [1, 2, 3]) set(value);
    while (history.undo());
    expect(cell.value).toBe(1);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses a limit of %d', (limit) => {
    expect(() => createHistory({ limit })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('makes one step of a group, undone in reverse order', () => {
    const history = createHistory();
    const { cell, set } = tracked(history);
    const order: string[] = [];
    const log = (name: string) =>
      history.push({ label: name, undo: () => order.push(`un${name}`), redo: () => order.push(name) });
    const result = history.group('both', () => {
      set(5);
      history.group('inner', () => log('a'));
      log('b');
      return 'done';
    });
    expect(result).toBe('done');
    expect(history.getSnapshot().undoLabel).toBe('both');
    history.undo();
    expect([order, cell.value]).toEqual([['unb', 'una'], 0]);
    history.redo();
    expect([order.slice(2), cell.value]).toEqual([['a', 'b'], 5]);
    history.group('nothing', () => {});
    expect(history.getSnapshot().undoLabel).toBe('both');
  });

  test('a group that throws can be undone as far as it came', () => {
    const history = createHistory();
    const { cell, set } = tracked(history);
    const failing = () =>
      history.group('half', () => {
        set(1);
        throw new RangeError('enough');
      });
    expect(failing).toThrow('enough');
    expect(cell.value).toBe(1);
    history.undo();
    expect(cell.value).toBe(0);
    set(2);
    expect(history.getSnapshot().undoLabel).toBe('set 2');
  });

  test('drops the steps of one owner, its share of groups too', () => {
    const history = createHistory();
    const [a, b] = [tracked(history), tracked(history)];
    a.set(1);
    b.set(1);
    history.group('both', () => {
      a.set(2);
      b.set(2);
    });
    a.set(3);
    history.undo();
    history.drop(a.cell.owner);
    expect(history.getSnapshot()).toMatchObject({ undoLabel: 'both', canRedo: false });
    history.undo();
    expect([a.cell.value, b.cell.value]).toEqual([2, 1]);
    history.undo();
    expect([a.cell.value, b.cell.value, history.getSnapshot().canUndo]).toEqual([2, 0, false]);
  });

  test('hands each step to a host instead of keeping it', () => {
    const memos: HistoryMemo[] = [];
    const history = createHistory({ onStep: (memo) => memos.push(memo) });
    const { cell, set } = tracked(history);
    set(1);
    history.group('both', () => {
      set(2);
      set(3);
    });
    expect(memos.map(({ label }) => label)).toEqual(['set 1', 'both']);
    expect(history.getSnapshot()).toMatchObject({ canUndo: false, canRedo: false });
    expect(history.undo()).toBe(false);
    memos[1]?.undo();
    expect(cell.value).toBe(1);
    memos[1]?.redo();
    expect(cell.value).toBe(3);
    history.drop(cell.owner);
    memos[0]?.undo();
    expect(cell.value).toBe(3);
  });

  test('tells its listeners of changes, and only of those', () => {
    const history = createHistory();
    const { set } = tracked(history);
    const listener = vi.fn();
    history.subscribe(listener);
    history.undo();
    history.clear();
    expect(listener).not.toHaveBeenCalled();
    set(1);
    history.clear();
    expect(listener).toHaveBeenCalledTimes(2);
    expect(history.getSnapshot().canUndo).toBe(false);
  });
});

test('whatever was done: undoing all and redoing all ends where it began', () => {
  const operation = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), value: fc.integer() }),
    fc.record({ kind: fc.constant('group' as const), values: fc.array(fc.integer(), { maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      const history = createHistory({ limit: 1000 });
      const { cell, set } = tracked(history);
      for (const step of operations) {
        if (step.kind === 'set') set(step.value);
        else if (step.kind === 'group') history.group('group', () => step.values.forEach(set));
        else history[step.kind]();
      }
      while (history.redo());
      const end = cell.value;
      let undone = 0;
      while (history.undo()) undone++;
      expect(cell.value).toBe(0);
      let redone = 0;
      while (history.redo()) redone++;
      expect([cell.value, redone]).toEqual([end, undone]);
    }),
  );
});
