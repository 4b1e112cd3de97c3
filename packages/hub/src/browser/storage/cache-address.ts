const SITE = 'https://medicosam.invalid/';

/** Where a part of a file lies in a `Cache`: `index`, `text`, or a number for a piece. */
export const addressOf = (path: string, part: 'index' | 'text' | number): string =>
  `${SITE}${encodeURI(path)}?${typeof part === 'number' ? `piece=${part}` : part}`;

/** The path of the file that an address is a part of. */
export const pathOf = (address: string): string =>
  decodeURI(address.slice(SITE.length).replace(/\?[^?]*$/, ''));
