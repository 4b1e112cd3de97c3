interface Text {
  readonly TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };
}

/** Specific character sets (DICOM PS3.3, C.12.1.1.2) by the labels that browsers and Node know them under. */
const LABELS: Readonly<Record<string, string>> = {
  '': 'windows-1252',
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/**
 * How texts of a file are read whose Specific Character Set is given. Of several the first that is more than Latin
 * counts; an unknown one is read as Latin.
 */
export function textDecoder(characterSets: readonly string[]): (bytes: Uint8Array) => string {
  const known = characterSets.map((name) => LABELS[name] ?? LABELS[name.replace('ISO 2022 IR', 'ISO_IR')]);
  const label = known.find((found) => found !== undefined && found !== LABELS['']) ?? 'windows-1252';
  const decoder = new (globalThis as unknown as Text).TextDecoder(label);
  return (bytes) => decoder.decode(bytes);
}
