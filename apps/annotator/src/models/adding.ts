import type { Progress } from '@medicosam/core';

/** A checkpoint on its way into the browser's cache. */
export interface Adding {
  readonly fileName: string;
  readonly progress: Progress | undefined;
  cancel(): void;
}

const STAGES: Readonly<Record<string, string>> = {
  wait: 'Waiting for another tab',
  download: 'Fetching',
  verify: 'Checking',
  read: 'Reading',
  convert: 'Converting',
};

/** What is being done, in words. */
export const addingWords = ({ fileName, progress }: Adding): string => {
  const percent = progress?.fraction === undefined ? '' : ` ${Math.floor(100 * progress.fraction)} %`;
  return `${STAGES[progress?.stage ?? ''] ?? 'Reading'} ${fileName} …${percent}`;
};
