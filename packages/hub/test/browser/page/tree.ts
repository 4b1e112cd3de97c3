/// <reference lib="dom" />
/// <reference lib="dom.asynciterable" />

/** The files of a folder and of those in it, by their paths. */
export async function treeOf(folder: FileSystemDirectoryHandle, start = ''): Promise<string[]> {
  const paths: string[] = [];
  for await (const [name, handle] of folder.entries()) {
    if (handle instanceof FileSystemDirectoryHandle)
      paths.push(...(await treeOf(handle, `${start}${name}/`)));
    else paths.push(`${start}${name}`);
  }
  return paths.sort();
}

/** A file of the site's own file system. */
export async function fileAt(path: string): Promise<FileSystemFileHandle> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  let folder = await navigator.storage.getDirectory();
  for (const part of parts) folder = await folder.getDirectoryHandle(part);
  return folder.getFileHandle(name);
}
