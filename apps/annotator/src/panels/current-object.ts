import type { Annotation } from '../annotation/annotation.js';
import { cssColour } from '../page/colours.js';
import { button, element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

/** The object that is being made: its mask in numbers, other masks to choose from, what to do with it. */
export function showCurrentObject(annotation: Annotation): void {
  const { session, objects } = annotation;
  const [keep, clear] = [button('keep'), button('clear')];
  const swatch = element('current-swatch', HTMLElement);
  const help = element('current-help', HTMLElement);
  const facts = element('current-facts', HTMLElement);
  const [area, iou] = [element('current-area', HTMLElement), element('current-iou', HTMLElement)];
  const candidates = element('candidates', HTMLElement);
  keep.addEventListener('click', () => annotation.keepObject());
  clear.addEventListener('click', () => session.reset());

  showOnChange([session, objects], () => {
    const { status, prompts, mask, image } = session.getSnapshot();
    swatch.style.setProperty('--swatch', cssColour(annotation.nextColor));
    keep.disabled = status !== 'ready' || !mask;
    clear.disabled = prompts.length === 0;
    facts.hidden = !mask;
    setText(area, mask && `${mask.area.toLocaleString('en')} px`);
    setText(iou, mask?.predictedIou.toFixed(2));
    help.hidden = mask !== undefined;
    setText(
      help,
      !image
        ? 'Open an image first.'
        : prompts.length > 0
          ? 'The mask comes as soon as the image has been read.'
          : 'Click what belongs to the object, or drag a box around it.',
    );
    showCandidates();
  });

  function showCandidates(): void {
    const { candidates: masks, mask, status } = session.getSnapshot();
    candidates.hidden = masks.length < 2;
    const isCurrent = candidates.childElementCount === masks.length;
    if (!isCurrent) candidates.replaceChildren(...masks.map((_, index) => candidateButton(index)));
    for (const [index, choice] of [...candidates.children].entries()) {
      choice.setAttribute('aria-checked', String(masks[index] === mask));
      (choice as HTMLButtonElement).disabled = status !== 'ready';
      (choice as HTMLElement).title =
        `Predicted IoU ${masks[index]?.predictedIou.toFixed(2)} (key ${index + 1})`;
    }
  }

  function candidateButton(index: number): HTMLButtonElement {
    const choice = document.createElement('button');
    choice.type = 'button';
    choice.setAttribute('role', 'radio');
    choice.textContent = `Mask ${index + 1}`;
    choice.addEventListener('click', () => annotation.selectCandidate(index));
    return choice;
  }
}
