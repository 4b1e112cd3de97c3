import { useState } from 'react';
import { byteText } from '../../models/byte-text.js';
import { Icon } from '../icon.js';

interface RemoveModelProps {
  readonly title: string;
  readonly bytes: number;
  remove(): void;
}

/** Removes at the second press: there is no way back but to add the file again. */
export function RemoveModel({ title, bytes, remove }: RemoveModelProps) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <button
      className={isAsked ? 'remove danger' : 'remove icon'}
      type="button"
      title={isAsked ? 'Press again to remove it for good' : 'Remove'}
      aria-label={isAsked ? `Remove ${title} for good` : `Remove ${title}`}
      onBlur={() => setIsAsked(false)}
      onClick={() => (isAsked ? remove() : setIsAsked(true))}
    >
      {isAsked ? `Remove ${byteText(bytes)}?` : <Icon name="remove" />}
    </button>
  );
}
