import type { MedicoSamStatus } from '@medicosam/cornerstone';
import { byId } from './elements.js';

/** What the prompts of a slice give, and whether it can be accepted. */
export function showCurrentMask({ mask, prompts, status }: MedicoSamStatus): void {
  const hasPrompts = prompts.length > 0;
  byId('current-help').hidden = hasPrompts;
  byId('current-facts').hidden = !hasPrompts;
  byId('current-area').textContent = mask ? `${mask.area} px` : '…';
  byId('current-iou').textContent = mask ? mask.predictedIou.toFixed(2) : '…';
  const boxes = prompts.filter(({ kind }) => kind === 'box').length;
  const points = prompts.flatMap((prompt) => (prompt.kind === 'point' ? prompt.label : []));
  const words = [
    boxes > 0 && 'box',
    `${points.filter((label) => label === 1).length} +`,
    `${points.filter((label) => label === 0).length} −`,
  ];
  byId('current-prompts').textContent = words.filter(Boolean).join(', ');
  byId<HTMLButtonElement>('accept').disabled = !hasPrompts || status === 'error';
  byId<HTMLButtonElement>('reject').disabled = !hasPrompts;
}
