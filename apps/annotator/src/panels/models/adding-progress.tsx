import { type Adding, addingWords } from '../../models/adding.js';

/** How far a checkpoint is, and a way to end it. */
export function AddingProgress({ adding }: { readonly adding: Adding }) {
  return (
    <div className="adding">
      <span className="adding-words">{addingWords(adding)}</span>
      <progress aria-label={`Adding ${adding.fileName}`} value={adding.progress?.fraction} />
      <button className="link adding-cancel" type="button" onClick={adding.cancel}>
        Cancel
      </button>
    </div>
  );
}
