import { createHistory, type SessionHistory } from '@medicosam/core';

/** A step as Cornerstone's history keeps it. */
export interface HostMemo {
  readonly id: string;
  readonly operationType: string;
  /** Undoes it, or with `false` does it again. */
  restoreMemo(undo?: boolean): void;
}

/** A part of another memo. */
interface RestoreStep {
  readonly undo: () => void;
  readonly redo: () => void;
}

/** The history of sessions inside of another one. */
export interface HostHistory {
  readonly history: SessionHistory;
  /** The steps that `run` does, for a memo of the caller's, in place of memos of their own. */
  capture(run: () => void): readonly RestoreStep[];
}

/** What HISTORY_UNDO and HISTORY_REDO call the steps of prompts; steps that write voxels are `labelmap`, as a brush's. */
export const PROMPT_OPERATION = 'medicosam-prompt';

/** Hands each step of sessions to a host: with Cornerstone, `DefaultHistoryMemo.push`. */
export function createHostHistory(push: (memo: HostMemo) => void): HostHistory {
  let captured: RestoreStep[] | undefined;
  const history = createHistory({
    onStep({ undo, redo }) {
      if (captured) {
        captured.push({ undo, redo });
        return;
      }
      push({
        id: crypto.randomUUID(),
        operationType: PROMPT_OPERATION,
        restoreMemo: (isUndo) => (isUndo === false ? redo() : undo()),
      });
    },
  });
  return {
    history,
    capture(run) {
      const steps: RestoreStep[] = [];
      captured = steps;
      try {
        run();
      } finally {
        captured = undefined;
      }
      return steps;
    },
  };
}
