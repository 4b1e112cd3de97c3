import {
  hashImage,
  isSameTarget,
  MedicoSamError,
  type ObjectOrigin,
  type PixelImage,
  type SessionRecord,
} from '@medicosam/core';

type Entry = SessionRecord['commits'][number] | NonNullable<SessionRecord['prompts']>;

/**
 * What a record holds of what is open: of an image, or of all slices of a volume.
 *
 * @param image that is seen: what another program recorded of it is found by its hash.
 * @param name of the volume; undefined of an image.
 * @throws MedicoSamError `RECORD_MISMATCH` where all of it was made on other images.
 */
export async function partOnImage(
  record: SessionRecord,
  image: PixelImage,
  name: string | undefined,
): Promise<SessionRecord> {
  const hash = (await hashImage(image)) ?? null;
  const { width, height } = image;
  // A page that was not served over HTTPS knows no hash.
  const isOn = ({ image: made }: ObjectOrigin) =>
    made.width === width &&
    made.height === height &&
    (made.hash === hash || made.hash === null || hash === null);
  const entries: Entry[] = [...record.commits, ...(record.prompts ? [record.prompts] : [])];
  const prompted = entries.filter(({ origin }) => origin && isOn(origin));
  const isOfVolume = ({ target }: Entry) => name !== undefined && target.image === name;
  const isHere = (entry: Entry) =>
    isOfVolume(entry) ||
    (entry.origin
      ? prompted.includes(entry)
      : entry.target.image === hash || prompted.some(({ target }) => isSameTarget(target, entry.target)));
  const here = entries.filter(isHere);
  if (entries.length > 0 && here.length === 0) throw mismatch(entries, { width, height });
  return {
    ...record,
    commits: record.commits.filter((commit) => here.includes(commit)),
    prompts: record.prompts && here.includes(record.prompts) ? record.prompts : null,
  };
}

function mismatch([entry]: readonly Entry[], { width, height }: { width: number; height: number }) {
  const { image } = entry?.origin ?? {};
  const made = image ? `an image of ${image.width} × ${image.height} pixels` : 'another image';
  return new MedicoSamError('RECORD_MISMATCH', {
    message: `The session was made on ${made}, and the one that is open, ${width} × ${height}, is not that image.`,
    hint: 'Open the image that the session was made on, unchanged, and then the session.',
  });
}
