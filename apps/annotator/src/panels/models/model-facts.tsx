import { Fragment, useState } from 'react';
import type { ModelShelf } from '../../models/model-shelf.js';
import { type ShelfModel, titleOf } from '../../models/shelf-model.js';

/** What is known of a model beside its name, and whether its files are whole. */
export function ModelFacts({ shelf, model }: { readonly shelf: ModelShelf; readonly model: ShelfModel }) {
  const { name, manifest } = model;
  const { trained, citation, notes, provenance } = manifest;
  const facts: readonly (readonly [name: string, text: string])[] = [
    ['Cite', citation.join('; ') || 'not known'],
    [
      'Trained with',
      `normalisation ${trained.normalisation}, ${trained.maskPrompts ? 'with' : 'without'} mask prompts`,
    ],
    ['Made from', provenance.checkpoint.map(({ sha256 }) => `SHA-256 ${sha256.slice(0, 16)}…`).join(', ')],
    ['Notes', notes.join(' ')],
  ];
  return (
    <details className="model-facts">
      <summary aria-label={`Details of ${titleOf(manifest)}`}>Details</summary>
      <dl>
        {facts.map(
          ([what, text]) =>
            text && (
              <Fragment key={what}>
                <dt>{what}</dt>
                <dd>{text}</dd>
              </Fragment>
            ),
        )}
      </dl>
      {name !== undefined && <VerifyModel verify={() => shelf.verify(name)} />}
    </details>
  );
}

type Verdict = 'asked' | 'whole' | readonly string[];

function VerifyModel({ verify }: { verify(): Promise<readonly string[] | undefined> }) {
  const [verdict, setVerdict] = useState<Verdict>();
  const ask = async () => {
    setVerdict('asked');
    const wrong = await verify();
    setVerdict(wrong?.length === 0 ? 'whole' : wrong);
  };
  return (
    <p className="verify">
      <button className="link" type="button" disabled={verdict === 'asked'} onClick={() => void ask()}>
        Check its files
      </button>{' '}
      <output className="quiet">{wordsOf(verdict)}</output>
    </p>
  );
}

function wordsOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '';
  if (verdict === 'asked') return 'Checking …';
  if (verdict === 'whole') return 'All are as they were made.';
  return `Damaged: ${verdict.join(', ')}. Remove the model and add its checkpoint again.`;
}
