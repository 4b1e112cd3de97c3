import type { Annotation } from '../annotation/annotation.js';
import { formatValue, type ValueWindow } from '../images/value-window.js';
import { button, element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

/** Which values are shown as black and white; of grey images alone. */
export function showWindowPanel({
  document,
  setWindow,
}: Pick<Annotation, 'document'> & { setWindow(window: ValueWindow): void }): void {
  const panel = element('window', HTMLElement);
  const level = slider('window-level');
  const width = slider('window-width');
  const change = () => setWindow({ center: level.input.valueAsNumber, width: width.input.valueAsNumber });
  level.input.addEventListener('input', change);
  width.input.addEventListener('input', change);
  button('window-auto').addEventListener('click', () => {
    const first = document.getSnapshot()?.range?.first;
    if (first) setWindow(first);
  });

  showOnChange([document], () => {
    const { range, window } = document.getSnapshot() ?? {};
    panel.hidden = !range;
    if (!range || !window) return;
    const span = range.high - range.low;
    level.show(window.center, range.low, range.high, formatValue(window.center, range));
    width.show(window.width, span / 1000, 2 * span, formatValue(window.width, range));
  });
}

function slider(id: string) {
  const input = element(id, HTMLInputElement);
  const output = element(`${id}-value`, HTMLOutputElement);
  return {
    input,
    show(value: number, least: number, most: number, text: string) {
      input.min = String(least);
      input.max = String(most);
      if (document.activeElement !== input) input.value = String(value);
      setText(output, text);
    },
  };
}
