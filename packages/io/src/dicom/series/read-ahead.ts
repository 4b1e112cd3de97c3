import { bytesOf, type DicomInput } from '../dicom-input.js';

/** Files under way: enough that a disk has something to do while one is looked at. */
const AHEAD = 4;

/** A file's bytes, or why there are none. */
export type ReadFile = { readonly bytes: Uint8Array } | { readonly error: unknown };

/** The bytes of files, in their order, the next ones being read while one is looked at. */
export async function* readAhead(
  files: Iterable<DicomInput> | AsyncIterable<DicomInput>,
  signal: { readonly aborted: boolean; readonly reason: unknown } | undefined,
): AsyncGenerator<ReadFile> {
  const underWay: Promise<ReadFile>[] = [];
  for await (const input of files) {
    if (signal?.aborted) throw signal.reason;
    underWay.push(
      bytesOf(input).then(
        (bytes) => ({ bytes }),
        (error: unknown) => ({ error }),
      ),
    );
    if (underWay.length > AHEAD) yield (await underWay.shift()) as ReadFile;
  }
  for (const file of underWay) yield await file;
}
