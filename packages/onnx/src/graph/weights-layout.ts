/** Where each tensor of a weights file lies. */
export interface WeightsLayout {
  /** The file's name, as `external_data` locations name it. */
  readonly file: string;
  readonly entries: ReadonlyMap<string, WeightEntry>;
}

/** One tensor of a weights file; offset and length in bytes from the beginning of the file. */
export interface WeightEntry {
  readonly type: 'float32' | 'float16' | 'int8' | 'uint8';
  readonly dims: readonly number[];
  readonly offset: number;
  readonly length: number;
}
