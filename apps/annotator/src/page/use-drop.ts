import { useEffect, useState } from 'react';
import type { PickedFile } from '../images/picked-file.js';
import { droppedFiles } from './dropped-files.js';

/**
 * Takes files and folders that are dropped anywhere on the page; whether some are held over it.
 *
 * @param refuse hears of a folder that cannot be read.
 */
export function useDrop(
  open: (files: readonly PickedFile[]) => void,
  refuse: (error: unknown) => void,
): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without it the browser would leave the page for the file.
      event.preventDefault();
      setIsOver(true);
    };
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      if (event.dataTransfer) droppedFiles(event.dataTransfer).then(open, refuse);
    };
    addEventListener('dragover', onOver, { signal });
    addEventListener('dragleave', onLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, [open, refuse]);
  return isOver;
}
