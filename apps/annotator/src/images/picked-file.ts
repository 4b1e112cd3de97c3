import type { ImageFile } from '@medicosam/io/open';

/** A file of the reader's, with the folders that it was in. */
export interface PickedFile {
  readonly file: File;
  readonly path: string;
}

/** A picked file, as io opens it. */
export const imageFile = ({ file, path }: PickedFile): ImageFile => ({
  name: file.name,
  path,
  arrayBuffer: () => file.arrayBuffer(),
});

/** A file without folders, or with those that the browser tells of one chosen in a folder. */
export const pickedFile = (file: File): PickedFile => ({
  file,
  path: file.webkitRelativePath || file.name,
});

/** What the reader knows files by: their folder, where they are of one. */
export function nameOf([first, ...others]: readonly PickedFile[]): string {
  if (!first) return '';
  const [folder, ...rest] = first.path.split('/');
  if (others.length === 0) return first.file.name;
  return rest.length > 0 && folder ? folder : `${first.file.name} and ${others.length} more`;
}
