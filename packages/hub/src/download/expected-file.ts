/** What is known of a file before it is fetched. */
export interface ExpectedFile {
  readonly bytes: number | null;
  readonly xxh128: string | null;
  readonly sha256: string | null;
}
