/** Globals that browsers, workers and Node share, by the members used here; see core's file of the same name. */
interface Platform {
  TextDecoder: new (
    label: string,
    options: { fatal: boolean; ignoreBOM: boolean },
  ) => { decode(bytes: Uint8Array): string };
  TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
}

const { TextDecoder, TextEncoder } = globalThis as unknown as Platform;

/** UTF-8 bytes of a text. */
export const encodeText = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The text of UTF-8 bytes, to the byte: bytes that are not UTF-8 throw a `TypeError`, a mark is kept. */
export const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
