import type { Ref } from 'react';

interface FileInputProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly id: string;
  readonly accept: string;
  open(file: File): void;
}

/** The browser's dialog for a file; opened by a click on it. */
export function FileInput({ ref, id, accept, open }: FileInputProps) {
  return (
    <input
      ref={ref}
      id={id}
      type="file"
      accept={accept}
      hidden
      onChange={({ currentTarget }) => {
        const [file] = currentTarget.files ?? [];
        // The same file can be chosen again.
        currentTarget.value = '';
        if (file) open(file);
      }}
    />
  );
}
