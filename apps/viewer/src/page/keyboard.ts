/** What keys do anywhere on the page; Enter and Escape are the tool's own while a viewport has the focus. */
export interface KeyActions {
  undo(): void;
  redo(): void;
  accept(): void;
  reject(): void;
  reset(): void;
  addSegment(): void;
  open(): void;
  export(): void;
  choose(tool: string): void;
  /** Whether the key is that of a window. */
  window(key: string): boolean;
}

const TOOLS: Readonly<Record<string, string>> = { s: 'segment', w: 'window', p: 'pan', z: 'zoom' };

const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const isButton = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && /^(BUTTON|SUMMARY)$/.test(target.tagName);
const isInDialog = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && target.closest('dialog') !== null;
const isInViewport = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && target.closest('.viewport') !== null;

/** Listens to the keys of the page. */
export function onKeys(actions: KeyActions): void {
  const plain = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    const tool = TOOLS[key];
    if (tool) actions.choose(tool);
    else if (key === 'n') actions.addSegment();
    else if (key === 'o') actions.open();
    else if (key === 'e') actions.export();
    else if (key === ' ' && !isButton(event)) actions.reset();
    else if (key === 'enter' && !isButton(event) && !isInViewport(event)) actions.accept();
    else if (key === 'escape' && !isInViewport(event)) actions.reject();
    else return actions.window(key);
    return true;
  };
  document.addEventListener('keydown', (event) => {
    if (isTyping(event) || event.altKey || isInDialog(event)) return;
    if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) actions.undo();
      else if (key === 'y' || key === 'z') actions.redo();
      else return;
      event.preventDefault();
    } else if (plain(event)) event.preventDefault();
  });
}
