/** Tells what was seen, for docs/proof.md. */
export function note(what: string, value: unknown): void {
  console.info(`${what}: ${typeof value === 'object' ? JSON.stringify(value, null, 1) : value}`);
}
