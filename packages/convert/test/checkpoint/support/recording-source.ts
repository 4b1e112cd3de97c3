import type { ByteSource } from '@medicosam/core';

/** A source that keeps a list of what was read of it. */
export function recordingSource(source: ByteSource): ByteSource & { readonly reads: [number, number][] } {
  const reads: [number, number][] = [];
  return {
    size: source.size,
    reads,
    read: (offset, length) => {
      reads.push([offset, length]);
      return source.read(offset, length);
    },
    close: () => source.close(),
  };
}
