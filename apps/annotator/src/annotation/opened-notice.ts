import type { Warning } from '@medicosam/core';
import type { VolumeFacts } from '../images/volume-facts.js';
import type { Notice } from './notice.js';

/** So many warnings are told in words. */
const MOST_WORDS = 3;

/** What is to be known of what was opened: what was chosen, and what is odd about it. Undefined where that is nothing. */
export function openedNotice(
  fileName: string,
  volume: VolumeFacts,
  more: readonly Warning[],
): Notice | undefined {
  const warnings = withoutRepeats([...volume.warnings, ...more]);
  const chosen = chosenWords(volume);
  if (chosen === undefined && warnings.length === 0) return undefined;
  return {
    kind: warnings.length > 0 ? 'warning' : 'info',
    title: chosen ?? `${fileName} is open`,
    text: warningWords(warnings),
    hint: chosen && 'The others are in the list below the image.',
    code: warnings[0]?.code,
  };
}

/** Warnings as sentences, one after another. */
export function warningWords(warnings: readonly Warning[]): string {
  const left = warnings.length - MOST_WORDS;
  const words = warnings.slice(0, MOST_WORDS).map(({ message }) => message);
  return [...words, ...(left > 0 ? [`${left} more warnings.`] : [])].join(' ');
}

export const withoutRepeats = (warnings: readonly Warning[]): readonly Warning[] => [
  ...new Map(warnings.map((warning) => [warning.message, warning])).values(),
];

function chosenWords({ items, item, frame }: VolumeFacts): string | undefined {
  const { title, frames } = items[item] ?? { title: '' };
  if (items.length > 1) return `Of ${items.length} images and series the largest is shown: ${title}`;
  if (frames && frames.count > 1) return `Of ${frames.count} ${frames.name} the ${ordinal(frame)} is shown`;
  return undefined;
}

const ordinal = (index: number): string => (index === 0 ? 'first' : `${index + 1}th`);
