import type { ElementValues } from '../dicom/data-set/elements.js';
import { type AttributeSet, type Keyword, tagOf } from '../dicom/writing/attributes.js';
import { checkText } from '../dicom/writing/check-values.js';
import type { Code } from './codes.js';

/** Codes longer than this are written as long ones (PS3.3, 8.1). */
const MAX_SHORT_CODE = 16;

/** Checks a coded concept. @throws MedicoSamError `INVALID_ARGUMENT`. */
export function checkCode({ value, scheme, meaning }: Code): void {
  checkText('The value of a code', value);
  checkText('The scheme of a code', scheme, 16);
  checkText('The meaning of a code', meaning);
}

/** A sequence of one coded concept. */
export const codeSequence = ({ value, scheme, meaning }: Code): readonly [AttributeSet] => [
  {
    ...(value.length > MAX_SHORT_CODE ? { LongCodeValue: value } : { CodeValue: value }),
    CodingSchemeDesignator: scheme,
    CodeMeaning: meaning,
  },
];

/** The coded concepts of a sequence; items without value, scheme or meaning are passed over. */
export function readCodes(values: ElementValues, keyword: Keyword): Code[] {
  return values.items(tagOf(keyword)).flatMap((item) => {
    const value = item.text(tagOf('CodeValue')) ?? item.text(tagOf('LongCodeValue'));
    const scheme = item.text(tagOf('CodingSchemeDesignator'));
    const meaning = item.text(tagOf('CodeMeaning'));
    return value && scheme && meaning ? [{ value, scheme, meaning }] : [];
  });
}
