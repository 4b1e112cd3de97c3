import { MedicoSamError } from '@medicosam/core';

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

/** One line of text that DICOM can hold. */
export function checkText(what: string, text: string, maxLength = 64): void {
  const isLine = ![...text].some((letter) => letter === '\\' || (letter.codePointAt(0) as number) < 0x20);
  if (text.trim() !== '' && text.length <= maxLength && isLine) return;
  throw invalid(
    `${what} is a line of 1 to ${maxLength} characters without a backslash, got ${JSON.stringify(text)}.`,
  );
}

/** Text of one or more lines that DICOM can hold (ST). */
export function checkLines(what: string, text: string, maxLength = 1024): void {
  for (const line of text.split(/\r?\n/)) if (line.trim() !== '') checkText(what, line, maxLength);
  if (text.trim() !== '' && text.length <= maxLength) return;
  throw invalid(`${what} is a text of 1 to ${maxLength} characters, got ${text.length}.`);
}

export function checkUid(what: string, uid: string): void {
  if (uid.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(uid)) return;
  throw invalid(`${what} is a UID: numbers and points, 64 characters at most, got ${JSON.stringify(uid)}.`);
}

/** A colour of sRGB. */
export function checkColour(colour: readonly [number, number, number]): void {
  if (colour.every((part) => part >= 0 && part <= 1)) return;
  throw invalid(`A colour has parts from 0 to 1, got ${colour.join(', ')}.`);
}

/** A whole number that DICOM can hold (IS). */
export function checkInteger(what: string, value: number): void {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return;
  throw invalid(`${what} is a whole number, got ${value}.`);
}
