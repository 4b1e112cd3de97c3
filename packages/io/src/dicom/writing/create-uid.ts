interface RandomValues {
  readonly crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): unknown };
}

/** A new UID below 2.25, which is a random UUID as a decimal number (PS3.5, B.2). */
export function createUid(): string {
  const bytes = new Uint8Array(16);
  (globalThis as unknown as RandomValues).crypto.getRandomValues(bytes);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `2.25.${BigInt(`0x${hex}`)}`;
}
