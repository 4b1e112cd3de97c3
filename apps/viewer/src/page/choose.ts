import { byId } from './elements.js';

/** One of several things to choose from. */
export interface Option {
  readonly label: string;
  readonly detail?: string | undefined;
  /** Why it cannot be chosen. */
  readonly problem?: string | undefined;
}

const dialog = byId<HTMLDialogElement>('chooser');

/** Of the question that is asked. */
let answer: ((chosen: number | undefined) => void) | undefined;

dialog.addEventListener('close', () => {
  answer?.(dialog.returnValue === '' ? undefined : Number(dialog.returnValue));
  answer = undefined;
});

/** Asks which; undefined when the question is closed without an answer, or another is asked. */
export function choose(question: string, options: readonly Option[]): Promise<number | undefined> {
  answer?.(undefined);
  byId('chooser-question').textContent = question;
  byId('chooser-options').replaceChildren(...options.map(row));
  dialog.returnValue = '';
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    answer = resolve;
  });
}

function row({ label, detail, problem }: Option, index: number): HTMLLIElement {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'submit';
  button.value = String(index);
  button.disabled = problem !== undefined;
  button.append(label);
  const text = problem ?? detail;
  if (text !== undefined) {
    const small = document.createElement('small');
    small.textContent = text;
    button.append(small);
  }
  item.append(button);
  return item;
}
