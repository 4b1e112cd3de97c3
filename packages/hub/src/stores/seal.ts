import { MedicoSamError } from '@medicosam/core';

/*
 * A file of a store: "MSBLOB1\n", the SHA-256 of the bytes (32), the bytes. What a killed writer, a full disk or another
 * program left is told from what was put.
 */
const MAGIC = [0x4d, 0x53, 0x42, 0x4c, 0x4f, 0x42, 0x31, 0x0a];

/** Bytes of a file of a store before those that were put. */
export const SEAL_BYTES = MAGIC.length + 32;

/** What precedes bytes in their file. */
export async function sealOf(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const seal = new Uint8Array(SEAL_BYTES);
  seal.set(MAGIC);
  seal.set(await sha256(bytes), MAGIC.length);
  return seal;
}

/**
 * The bytes that were put, in memory of their own.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when they are not as they were put.
 */
export async function unseal(file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.subarray(SEAL_BYTES));
  const seal = await sealOf(bytes);
  if (seal.every((byte, i) => byte === file[i])) return bytes;
  throw new MedicoSamError('FORMAT_INVALID', {
    message:
      'A stored entry is damaged: it does not have the hash that it was written with. It was taken away.',
  });
}

interface Crypto {
  readonly subtle: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> };
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  const { crypto } = globalThis as unknown as { readonly crypto: Crypto };
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
