import type { Ref } from 'react';
import { type PickedFile, pickedFile } from '../images/picked-file.js';

interface FileInputProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly id: string;
  readonly accept?: string;
  /** Whether several can be chosen. */
  readonly multiple?: boolean;
  /** Whether a folder is chosen, with all that is in it. */
  readonly folder?: boolean;
  open(files: readonly PickedFile[]): void;
}

/** The browser's dialog for files; opened by a click on it. */
export function FileInput({ ref, id, accept, multiple = false, folder = false, open }: FileInputProps) {
  return (
    <input
      ref={ref}
      id={id}
      type="file"
      accept={accept}
      multiple={multiple}
      webkitdirectory={folder ? '' : undefined}
      hidden
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])].filter(({ name }) => !name.startsWith('.'));
        // The same file can be chosen again.
        currentTarget.value = '';
        if (files.length > 0) open(files.map(pickedFile));
      }}
    />
  );
}
