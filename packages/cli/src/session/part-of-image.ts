import {
  hashImage,
  isSameTarget,
  type ObjectOrigin,
  type PixelImage,
  type SessionRecord,
} from '@medicosam/core';

/** An object of a record, or its prompts that were not committed. */
type Entry = SessionRecord['commits'][number] | NonNullable<SessionRecord['prompts']>;

/** The part of a record that was made on an image: the record without all else. */
export async function partOfImage(record: SessionRecord, image: PixelImage): Promise<SessionRecord> {
  const hash = await hashImage(image);
  // A page that was not served over HTTPS knows no hash.
  const isOn = ({ image: made }: ObjectOrigin) =>
    made.width === image.width && made.height === image.height && (made.hash ?? hash) === hash;
  const entries = entriesOf(record);
  const prompted = entries.filter(({ origin }) => origin && isOn(origin));
  const isHere = (entry: Entry) =>
    entry.origin
      ? prompted.includes(entry)
      : entry.target.image === hash || prompted.some(({ target }) => isSameTarget(target, entry.target));
  return {
    ...record,
    commits: record.commits.filter(isHere),
    prompts: record.prompts && isHere(record.prompts) ? record.prompts : null,
  };
}

/** What a record holds, in order; what was not committed is last. */
export const entriesOf = ({ commits, prompts }: SessionRecord): readonly Entry[] =>
  prompts ? [...commits, prompts] : commits;
