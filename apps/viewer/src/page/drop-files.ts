import { byId } from './elements.js';

/** The files of what was dropped, those in folders too. */
async function filesOf(items: readonly DataTransferItem[], files: readonly File[]): Promise<File[]> {
  // Entries are gone after the first turn, so all are asked for at once.
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  const found = (await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])))).flat();
  return found.length > 0 ? found : [...files];
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return new Promise((resolve) => {
      (entry as FileSystemFileEntry).file(
        (file) => resolve([file]),
        () => resolve([]),
      );
    });
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives a folder in parts, and an empty one at its end.
    const part = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (part.length === 0) break;
    all.push(...part);
  }
  return (await Promise.all(all.map(filesIn))).flat();
}

/** Files that are dropped on the page or chosen. */
export function onFiles(open: (files: readonly File[]) => void): void {
  const hint = byId('drop-hint');
  const input = byId<HTMLInputElement>('files');
  const show = (event: DragEvent) => {
    event.preventDefault();
    hint.hidden = false;
  };
  document.addEventListener('dragenter', show);
  document.addEventListener('dragover', show);
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) hint.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    hint.hidden = true;
    const { items, files } = event.dataTransfer ?? {};
    void filesOf([...(items ?? [])], [...(files ?? [])]).then((found) => {
      if (found.length > 0) open(found);
    });
  });
  for (const id of ['open-files', 'choose-files']) byId(id).addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) open(files);
  });
}
