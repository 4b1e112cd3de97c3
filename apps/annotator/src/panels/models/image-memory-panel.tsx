import { useEffect } from 'react';
import { byteText } from '../../models/byte-text.js';
import type { ImageMemory } from '../../models/image-memory.js';
import { useValue } from '../../page/value.js';

/** Whether what a model reads of an image is kept, and how much that is. */
export function ImageMemoryPanel({ memory }: { readonly memory: ImageMemory }) {
  const isOn = useValue(memory.isOn);
  const size = useValue(memory.size);
  useEffect(() => void memory.refresh(), [memory]);
  return (
    <section className="image-memory" aria-label="Images">
      <label>
        <input
          id="image-memory"
          type="checkbox"
          checked={isOn}
          aria-describedby="image-memory-help"
          onChange={({ currentTarget }) => void memory.turn(currentTarget.checked)}
        />
        Keep what a model has read of an image
      </label>
      <p id="image-memory-help" className="quiet">
        The second time, the image is ready at once. What is kept derives from the picture: it stays in this
        browser, for whoever uses it, until this is turned off.
        {size && size.images > 0 && (
          <span id="image-memory-size">
            {' '}
            Now of {size.images} {size.images === 1 ? 'image' : 'images'}, {byteText(size.bytes)}.
          </span>
        )}
      </p>
    </section>
  );
}
