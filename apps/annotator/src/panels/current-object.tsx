import { isSameTarget } from '@medicosam/core';
import type { MedicoSam } from '@medicosam/react';
import type { PanelProps } from './props.js';
import { useActive } from './stage.js';
import { Swatch } from './swatch.js';

interface CurrentObjectProps extends PanelProps {
  selectCandidate(index: number): void;
}

/** The object that is being made: its mask in numbers, other masks to choose from, what to do with it. */
export function CurrentObject({ sam, annotation, selectCandidate }: CurrentObjectProps) {
  const { status, prompts, mask, candidates, target } = sam;
  const active = useActive(sam, annotation);
  const replaces = target !== undefined && active?.parts.some((part) => isSameTarget(part.target, target));
  const keep = active ? (replaces ? 'Replace its mask' : 'Add to object') : 'Keep object';
  return (
    <section id="current" aria-labelledby="current-title">
      <h2 id="current-title">
        <Swatch colorIndex={active?.colorIndex ?? sam.session.objects.nextColorIndex} />
        <span className="name">{active?.label ?? 'New object'}</span>
        {active && (
          <button
            id="new-object"
            className="link"
            type="button"
            title="Let the next mask begin an object (N)"
            onClick={annotation.beginObject}
          >
            New object
          </button>
        )}
      </h2>
      {mask ? (
        <dl className="facts" id="current-facts">
          <dt>Area</dt>
          <dd id="current-area">{mask.area.toLocaleString('en')} px</dd>
          <dt title="The model's own estimate of how well the mask fits">Predicted IoU</dt>
          <dd id="current-iou">{mask.predictedIou.toFixed(2)}</dd>
        </dl>
      ) : (
        <p className="quiet" id="current-help">
          {helpFor(sam, active !== undefined)}
        </p>
      )}
      {candidates.length > 1 && (
        <div className="candidates choices" id="candidates" role="radiogroup" aria-label="Which mask">
          {candidates.map((candidate, index) => (
            // biome-ignore lint/a11y/useSemanticElements: as the other buttons
            <button
              key={candidate.candidate}
              type="button"
              role="radio"
              aria-checked={candidate === mask}
              disabled={status !== 'ready'}
              title={`Predicted IoU ${candidate.predictedIou.toFixed(2)} (key ${index + 1})`}
              onClick={() => selectCandidate(index)}
            >
              Mask {index + 1}
            </button>
          ))}
        </div>
      )}
      <div className="row">
        <button
          id="keep"
          className="primary"
          type="button"
          title={active ? 'Make it the mask of the object on this slice (Enter)' : 'Keep the object (Enter)'}
          disabled={status !== 'ready' || !mask}
          onClick={annotation.keep}
        >
          {keep}
        </button>
        <button
          id="clear"
          type="button"
          title="Take all prompts back (Escape)"
          disabled={prompts.length === 0}
          onClick={sam.reset}
        >
          Clear
        </button>
      </div>
    </section>
  );
}

function helpFor({ image, prompts }: MedicoSam, isActive: boolean): string {
  if (!image) return 'Open an image first.';
  if (prompts.length > 0) return 'The mask comes as soon as the image has been read.';
  if (isActive) return 'Go to another slice and click the object there, or begin a new one.';
  return 'Click what belongs to the object, or drag a box around it.';
}
