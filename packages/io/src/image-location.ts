/** An address, as `URL` has it. */
export interface AddressLike {
  readonly href: string;
}

/** A file in memory or picked by a user, as `Blob` and `File` have it. */
export interface BlobLike {
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Where an image is: in Node a path or a `file:` URL, in a browser an address to fetch; in either a Blob or File. */
export type ImageLocation = string | AddressLike | BlobLike;

/** Whether a location is a Blob or File. */
export const isBlob = (location: ImageLocation): location is BlobLike =>
  typeof location === 'object' && 'arrayBuffer' in location;
