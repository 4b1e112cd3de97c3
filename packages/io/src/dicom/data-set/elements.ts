/** An element as dicom-parser leaves it: where its value lies, and the items of a sequence. */
export interface DicomElement {
  readonly tag: string;
  readonly vr?: string | undefined;
  /** Bytes of the value; may reach beyond the file where that was cut off. */
  readonly length: number;
  readonly dataOffset: number;
  readonly items?: readonly DicomItem[] | undefined;
  readonly hadUndefinedLength?: boolean | undefined;
  /** Set where the value is encapsulated pixel data. */
  readonly fragments?: readonly PixelFragment[] | undefined;
  readonly basicOffsetTable?: readonly number[] | undefined;
}

/** An item of a sequence. */
interface DicomItem {
  readonly dataSet?: { readonly elements: Elements } | undefined;
  readonly hadUndefinedLength?: boolean | undefined;
}

/** A piece of encapsulated pixel data: `offset` counts from the first fragment's item, `position` in the file. */
export interface PixelFragment {
  readonly offset: number;
  readonly position: number;
  readonly length: number;
}

/** Elements by tag, such as `x00280010`. */
export type Elements = Readonly<Record<string, DicomElement | undefined>>;

/** Values of a data set or of a sequence's item. A value that cannot be read is absent, never half of one. */
export class ElementValues {
  readonly #view: DataView;

  constructor(
    readonly elements: Elements,
    readonly bytes: Uint8Array,
    readonly bigEndian: boolean,
    readonly decodeText: (bytes: Uint8Array) => string,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  has(tag: string): boolean {
    return (this.elements[tag]?.length ?? 0) > 0;
  }

  /** The value's bytes, as far as the file goes. */
  raw(tag: string): Uint8Array | undefined {
    const element = this.elements[tag];
    return element && this.bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  }

  /** Texts, divided at backslashes, without padding. */
  texts(tag: string): string[] {
    const bytes = this.raw(tag);
    if (bytes === undefined || bytes.byteLength === 0) return [];
    return this.decodeText(bytes)
      .split('\\')
      .map((text) => text.replace(/^[\s\0]+|[\s\0]+$/g, ''));
  }

  /** The first text that is not empty. */
  text(tag: string): string | undefined {
    return this.texts(tag)[0] || undefined;
  }

  /** Decimal or integer strings; what is no number is NaN. */
  decimals(tag: string): number[] {
    return this.texts(tag).map((text) => (text === '' ? Number.NaN : Number(text)));
  }

  /** The first decimal, where it is a finite number. */
  decimal(tag: string): number | undefined {
    const [value] = this.decimals(tag);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  }

  uint16(tag: string, index = 0): number | undefined {
    const at = this.#at(tag, index, 2);
    return at === undefined ? undefined : this.#view.getUint16(at, !this.bigEndian);
  }

  int16(tag: string, index = 0): number | undefined {
    const at = this.#at(tag, index, 2);
    return at === undefined ? undefined : this.#view.getInt16(at, !this.bigEndian);
  }

  uint32(tag: string, index = 0): number | undefined {
    const at = this.#at(tag, index, 4);
    return at === undefined ? undefined : this.#view.getUint32(at, !this.bigEndian);
  }

  float64(tag: string, index = 0): number | undefined {
    const at = this.#at(tag, index, 8);
    return at === undefined ? undefined : this.#view.getFloat64(at, !this.bigEndian);
  }

  /** The items of a sequence. */
  items(tag: string): ElementValues[] {
    const items = this.elements[tag]?.items ?? [];
    return items.flatMap(({ dataSet }) =>
      dataSet ? [new ElementValues(dataSet.elements, this.bytes, this.bigEndian, this.decodeText)] : [],
    );
  }

  /** The first item of a sequence. */
  item(tag: string): ElementValues | undefined {
    return this.items(tag)[0];
  }

  #at(tag: string, index: number, size: number): number | undefined {
    const element = this.elements[tag];
    if (element === undefined || (index + 1) * size > element.length) return undefined;
    const at = element.dataOffset + index * size;
    return at + size <= this.bytes.byteLength ? at : undefined;
  }
}
