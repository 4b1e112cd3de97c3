/** Where a model folder is written: a disk, OPFS, or memory. Files are written one at a time, front to back. */
export interface FolderSink {
  /**
   * Begins a file.
   *
   * @param file - a relative path inside the folder, `/` between its parts
   * @throws MedicoSamError `FILE_UNWRITABLE`.
   */
  create(file: string): Promise<FileSink>;
}

/** One file being written. */
export interface FileSink {
  /** Appends. The bytes may be reused by the caller once the promise has settled. */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Ends the file: what was written has arrived once it settles. Called once, also for a file that a failure cut short.
   *
   * @throws MedicoSamError `FILE_UNWRITABLE`.
   */
  close(): Promise<void>;
}
