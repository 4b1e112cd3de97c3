import type { Annotation } from '../annotation/annotation.js';
import { button, element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

/** What went wrong, or is to be known, in words. */
export function showNotices(annotation: Annotation): void {
  const { notice } = annotation;
  const panel = element('notice', HTMLElement);
  const retry = button('notice-retry');
  const [title, text] = [element('notice-title', HTMLElement), element('notice-text', HTMLElement)];
  const [hint, code] = [element('notice-hint', HTMLElement), element('notice-code', HTMLElement)];
  retry.addEventListener('click', () => annotation.retry());
  button('notice-close').addEventListener('click', () => notice.set(undefined));
  showOnChange([notice], () => {
    const shown = notice.getSnapshot();
    panel.hidden = !shown;
    panel.dataset['kind'] = shown?.kind ?? '';
    retry.hidden = !shown?.canRetry;
    setText(title, shown?.title);
    setText(text, shown?.text);
    setText(hint, shown?.hint);
    setText(code, shown?.code);
  });
}
