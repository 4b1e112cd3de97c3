import { MedicoSamError } from '@medicosam/core';

/** Local date and time as DICOM writes them (DA, TM). */
export function dateAndTime(when: Date): { readonly date: string; readonly time: string } {
  if (Number.isNaN(when.getTime())) {
    throw new MedicoSamError('INVALID_ARGUMENT', { message: 'The date is none.' });
  }
  const two = (value: number) => `${value}`.padStart(2, '0');
  return {
    date: `${`${when.getFullYear()}`.padStart(4, '0')}${two(when.getMonth() + 1)}${two(when.getDate())}`,
    time: `${two(when.getHours())}${two(when.getMinutes())}${two(when.getSeconds())}`,
  };
}
