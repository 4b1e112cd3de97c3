/** Globals that browsers, workers and Node share, by the members used here; see core's file of the same name. */
interface Platform {
  TextDecoder: new (label?: string, options?: { fatal?: boolean }) => { decode(bytes: Uint8Array): string };
  TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
}

const { TextDecoder, TextEncoder } = globalThis as unknown as Platform;

/** UTF-8 bytes of a text. */
export const encodeText = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const decoder = new TextDecoder();

/** The text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);
