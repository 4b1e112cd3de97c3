import { isMedicoSamError, type Manifest } from '@medicosam/core';
import type { StorageEstimate } from '@medicosam/hub/browser';
import { errorNotice, type Notice } from '../annotation/notice.js';
import { byteText } from './byte-text.js';
import { titleOf } from './shelf-model.js';

/** Of a model that was converted, or was there already. */
export function addedNotice(manifest: Manifest, wasThere: boolean, space?: StorageEstimate): Notice {
  const kept = wasThere
    ? 'It was kept in this browser already'
    : 'It is kept in this browser for later visits';
  const mayGo = space?.persisted ? '' : ', unless the browser needs the space';
  return {
    kind: 'info',
    title: `${titleOf(manifest)} is in use`,
    text: `${kept}${mayGo}. ${licenceText(manifest)}`,
    hint: manifest.citation.length > 0 ? `Cite: ${manifest.citation.join('; ')}` : undefined,
  };
}

/** Of what failed; with a hint for those who use the page, where the error's own is for those who make pages. */
export function failureNotice(title: string, error: unknown): Notice {
  const notice = errorNotice(title, error);
  if (!isMedicoSamError(error, 'STORAGE_FULL')) return notice;
  const { neededBytes, freeBytes } = error.details;
  const known = typeof neededBytes === 'number' && typeof freeBytes === 'number';
  const text = known
    ? `The browser has no room for it: about ${byteText(neededBytes)} are needed, ${byteText(freeBytes)} are free.`
    : 'The browser has no room for it.';
  const hint =
    'Remove models that you no longer need from the list, or make room on the disk; then add the file again.';
  return { ...notice, text, hint };
}

/** Of a model that was chosen earlier and is no more. */
export const goneNotice = (name: string): Notice => ({
  kind: 'warning',
  title: `${name} is no longer kept in this browser`,
  text: 'The model that comes with the page is used in its place.',
  hint: 'Drop the checkpoint here again to go on with it. Browsers clear what pages keep when space is short, unless they were asked not to.',
});

const licenceText = ({ licence }: Manifest): string =>
  licence === 'unknown'
    ? 'The licence of the weights is not known: make sure that you may use them.'
    : `Licence of the weights: ${licence}.`;

/** The answer of a browser that was asked to keep what there is. */
export const NOT_PERSISTED: Notice = {
  kind: 'info',
  title: 'The browser did not agree',
  text: 'It may still clear what is kept here when space is short.',
  hint: 'Browsers agree for pages that are bookmarked, installed or often used. Keep the checkpoint file in any case.',
};
