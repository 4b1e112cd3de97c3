import { decodeRle, decompressRle, type ImageSession, type PromptRound } from '@medicosam/core';

/**
 * Gives a session the prompts of a record again, in their order, so that they can be gone on with. What one round added
 * is given at once, and answered before the next, as it was.
 */
export async function resumePrompts(session: ImageSession, rounds: readonly PromptRound[]): Promise<void> {
  session.reset();
  const { prompts } = session;
  let before: PromptRound = { points: [], candidate: null };
  for (const round of rounds) {
    // An image may have been opened, or closed, meanwhile.
    if (!prompts || prompts !== session.prompts) return;
    if (round.mask && !before.mask) prompts.setMask(decodeRle(decompressRle(round.mask)));
    if (round.box && !before.box) prompts.setBox(round.box);
    for (const point of round.points.slice(before.points.length)) prompts.addPoint(point);
    const { candidates, status } = await session.settled();
    const chosen = candidates.findIndex(({ candidate }) => candidate === round.candidate);
    if (status === 'ready' && chosen > 0) prompts.selectCandidate(chosen);
    before = round;
  }
}
