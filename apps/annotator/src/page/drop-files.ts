/** Takes files that are dropped anywhere on the page, and says while some are held over it. */
export function bindDrop(hint: HTMLElement, open: (files: readonly File[]) => void): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const show = (isOver: boolean) => {
    hint.hidden = !isOver;
  };
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    // Without it the browser would leave the page for the file.
    event.preventDefault();
    show(true);
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) show(false);
  });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(false);
    open([...(event.dataTransfer?.files ?? [])]);
  });
}
