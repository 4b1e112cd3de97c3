/** A repeatable stream of numbers below `limit` (Marsaglia's xorshift32). */
export function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** Changes, cuts, doubles or drops a few places, the header more often than the rest. */
export function mutate(original: Uint8Array, random: (limit: number) => number): Uint8Array {
  let bytes = Uint8Array.from(original);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(2) ? random(bytes.length) : random(Math.min(bytes.length, 700));
    switch (random(5)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 2:
        bytes = bytes.slice(0, Math.max(at, 1));
        break;
      case 3:
        bytes = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random(8)));
        break;
      default:
        bytes = Uint8Array.of(...bytes.subarray(0, at), random(256), ...bytes.subarray(at));
    }
  }
  return bytes;
}
