import { utilities } from '@cornerstonejs/core';
import { byId } from './elements.js';

const { DefaultHistoryMemo } = utilities.HistoryMemo;

/** Whether there is something to undo and to redo. */
export function showHistory(): void {
  byId<HTMLButtonElement>('undo').disabled = !DefaultHistoryMemo.canUndo;
  byId<HTMLButtonElement>('redo').disabled = !DefaultHistoryMemo.canRedo;
}
