import { type LoadOptions, MedicoSamError } from '@medicosam/core';

interface Reader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
}

interface Web {
  fetch(
    address: string,
    options: { signal: unknown },
  ): Promise<{
    readonly ok: boolean;
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    readonly body: { getReader(): Reader } | null;
  }>;
}

/**
 * Fetches a file in pieces, so that the page hears how far it is and is never held up.
 *
 * @param file for messages
 * @throws MedicoSamError `MODEL_FILE_MISSING` where the server does not give it whole; the signal's reason when aborted.
 */
export async function download(
  address: string,
  file: string,
  { signal, onProgress }: LoadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { fetch } = globalThis as unknown as Web;
    const response = await fetch(address, { signal: signal ?? null });
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const totalBytes = lengthOf(response.headers);
    const pieces: Uint8Array[] = [];
    const reader = response.body.getReader();
    let loadedBytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !value) break;
      pieces.push(value);
      loadedBytes += value.byteLength;
      const fraction = totalBytes && loadedBytes / totalBytes;
      onProgress?.({ stage: 'download', loadedBytes, totalBytes, fraction });
    }
    return joined(pieces, loadedBytes);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw new MedicoSamError('MODEL_FILE_MISSING', {
      message: `@medicosam/model-tiny: ${file} could not be fetched (${cause instanceof Error ? cause.message : cause}).`,
      hint: 'Serve the package’s model folder beside the bundle; see the package README.',
      details: { file },
      cause,
    });
  }
}

/** The length of the body as it comes out; that of a packed one is not known. */
function lengthOf(headers: { get(name: string): string | null }): number | undefined {
  const length = headers.get('content-encoding') === null ? Number(headers.get('content-length')) : 0;
  return length > 0 ? length : undefined;
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
