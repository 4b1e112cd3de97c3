/** Globals that browsers, workers and Node share, by the members used here; see core's file of the same name. */
interface Platform {
  TextDecoder: new (label?: string, options?: { fatal?: boolean }) => { decode(bytes: Uint8Array): string };
  TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
}

export const { TextDecoder, TextEncoder } = globalThis as unknown as Platform;
