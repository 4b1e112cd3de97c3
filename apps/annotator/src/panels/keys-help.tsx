import { Fragment } from 'react';

/** What hands and keys do; words in brackets are keys. */
const HELP = [
  ['Click', 'belongs to the object'],
  ['Right or Alt click', 'does not belong'],
  ['Drag', 'box around the object'],
  ['Right drag', 'window: level, width'],
  ['Wheel, two fingers', 'zoom; of a volume: slices'],
  ['[Ctrl] wheel, pinch', 'zoom'],
  ['[Page ↑] [Page ↓]', 'slices; with [Shift] by 10'],
  ['[Home] [End]', 'first and last slice'],
  ['Middle or Shift drag', 'move the image'],
  ['[Enter]', 'keep the object; of a volume: its mask on this slice'],
  ['[N]', 'begin another object'],
  ['[1] [2] [3]', 'another mask'],
  ['[Esc]', 'cancel, clear'],
  ['[Ctrl] [Z]', 'undo; with [Shift] redo'],
  ['[← ↑ ↓ →]', 'move the cross; with [Shift] by 10'],
  ['[Space] [X]', 'belongs, does not'],
  ['[P] [B] [M]', 'points, boxes, moving'],
  ['[F] [+] [−]', 'fit, zoom'],
  ['[O] [L]', 'open files; models'],
] as const;

export function KeysHelp() {
  return (
    <details className="keys">
      <summary>Mouse and keyboard</summary>
      <dl>
        {HELP.map(([what, does]) => (
          <Fragment key={what}>
            <dt>{withKeys(what)}</dt>
            <dd>{withKeys(does)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

const withKeys = (text: string) =>
  text.split(/\[(.+?)\]/).map((part, index) => (index % 2 === 1 ? <kbd key={part}>{part}</kbd> : part));
