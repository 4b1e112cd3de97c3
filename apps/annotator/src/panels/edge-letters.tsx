import type { OpenDocument } from '../annotation/document.js';
import { edgeLetters } from '../images/slice-axes.js';

/** To which side of the patient each edge lies: L R, A P, S I. */
export function EdgeLetters({ shown: { volume, place } }: { readonly shown: OpenDocument }) {
  const letters = edgeLetters(volume, place.axis);
  if (!letters) return undefined;
  return (
    <div className="edges" id="edges" aria-hidden="true">
      {Object.entries(letters).map(([edge, letter]) => (
        <span key={edge} className={edge}>
          {letter}
        </span>
      ))}
    </div>
  );
}
