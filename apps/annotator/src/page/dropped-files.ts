import { type PickedFile, pickedFile } from '../images/picked-file.js';

/** The files of a drop, those of folders with them. Called in the event itself: afterwards a drop tells nothing. */
export function droppedFiles({ items, files }: DataTransfer): Promise<readonly PickedFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve([...files].map(pickedFile));
  return filesOf(entries);
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<readonly PickedFile[]> {
  const found: PickedFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) found.push(...(await filesOf(await entriesOf(entry as FileSystemDirectoryEntry))));
    // What systems leave in folders: .DS_Store and the like.
    else if (!entry.name.startsWith('.')) found.push(await fileOf(entry as FileSystemFileEntry));
  }
  return found;
}

const fileOf = async (entry: FileSystemFileEntry): Promise<PickedFile> => ({
  file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)),
  path: entry.fullPath.replace(/^\//, ''),
});

/** All entries of a folder, in the order of their names; browsers give a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}
