import type { MedicoSamStatus } from '@medicosam/cornerstone';
import { byId } from './elements.js';

const TEXTS: Readonly<Record<MedicoSamStatus['status'], string>> = {
  idle: 'Point at a structure',
  waiting: 'Waiting for the pixels of the slice',
  loading: 'Loading the model',
  encoding: 'Reading the slice',
  ready: 'Ready',
  predicting: 'Segmenting',
  error: 'Something went wrong',
};

/** A sentence at the foot of the page, and a bar where it is known how far it is. */
export function say(text: string, part?: number | 'unknown'): void {
  byId('status').textContent = text;
  const bar = byId<HTMLProgressElement>('progress');
  bar.hidden = part === undefined;
  if (typeof part === 'number') bar.value = part;
  else bar.removeAttribute('value');
  byId('pulse').classList.toggle('busy', part !== undefined);
}

/** What the tool is at. */
export function showStatus({ status, progress, prompts }: MedicoSamStatus): void {
  const isBusy = status === 'loading' || status === 'encoding' || status === 'waiting';
  const { loadedBytes, totalBytes } = progress ?? {};
  const part = loadedBytes !== undefined && totalBytes ? loadedBytes / totalBytes : 'unknown';
  const text =
    status === 'ready' && prompts.length > 0 ? 'Enter gives the mask to the segment' : TEXTS[status];
  byId('pulse').dataset['status'] = status;
  say(text, isBusy ? part : undefined);
}

/** A message over the images, until it is closed. */
export function notify(text: string): void {
  byId('notice-text').textContent = text;
  byId('notice').hidden = false;
}

/** What went wrong, and what to do about it where that is known. */
export function notifyError(error: unknown): void {
  const { message, hint } = error as { readonly message?: string; readonly hint?: string };
  notify([message ?? String(error), ...(hint === undefined ? [] : [hint])].join(' '));
}

/** Takes the message away. */
export function closeNotice(): void {
  byId('notice').hidden = true;
}

byId('notice-close').addEventListener('click', closeNotice);
