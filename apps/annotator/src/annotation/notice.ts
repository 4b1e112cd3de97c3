import { isMedicoSamError } from '@medicosam/core';

/** What the page has to say: in words, with what to do about it. */
export interface Notice {
  readonly kind: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly text: string;
  readonly hint?: string | undefined;
  /** The code of an error, for those who look it up. */
  readonly code?: string | undefined;
  /** Whether trying again may help. */
  readonly canRetry?: boolean | undefined;
  /** What the reader can choose to be done. */
  readonly choices?: readonly NoticeChoice[] | undefined;
}

/** A button of a notice, which closes it. */
interface NoticeChoice {
  readonly id: string;
  readonly words: string;
  choose(): void;
}

/** An error as a notice. */
export function errorNotice(title: string, error: unknown, canRetry = false): Notice {
  const { message } = error as Error;
  const facts = isMedicoSamError(error) ? { hint: error.hint, code: error.code } : {};
  return { kind: 'error', title, text: message || String(error), canRetry, ...facts };
}

/** Two in one, of what was opened and of what was added to it: what failed of the second leaves the first as it is. */
export const jointNotice = (opened: Notice, added: Notice): Notice => ({
  ...opened,
  kind: added.kind === 'error' ? 'warning' : added.kind === 'warning' ? added.kind : opened.kind,
  text: [opened.text, `${added.title}:`, added.text].filter(Boolean).join(' '),
  code: opened.code ?? added.code,
});

/** Whether something ended because the reader wanted it. */
export const isAbort = (error: unknown) =>
  typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'AbortError';

/** Of a file that may be either, beside an image that it fits. */
export const askNotice = (fileName: string, openLabels: () => void, openImage: () => void): Notice => ({
  kind: 'info',
  title: `${fileName} may be labels of what is open`,
  text: 'It has the same size, and few whole numbers for values.',
  choices: [
    { id: 'open-as-labels', words: 'Open as labels', choose: openLabels },
    { id: 'open-as-image', words: 'Open as image', choose: openImage },
  ],
});

/** Of labels that were opened before their image. */
export const labelsWaitNotice = (fileName: string): Notice => ({
  kind: 'info',
  title: `${fileName} holds labels`,
  text: 'Now open the image that they are of.',
});

/** Of a session that was opened before its image. */
export const waitingNotice = (objects: number): Notice => ({
  kind: 'info',
  title: `Session with ${objects} ${objects === 1 ? 'object' : 'objects'}`,
  text: 'Now open the image that it was made on: sessions hold prompts and masks, but no pixels.',
});
