'use client';
import { ImageSession, type ImageSessionOptions } from '@medicosam/core';
import { useEffect, useState } from 'react';
import { useDisposal } from '../provider/use-disposal.js';
import { type SessionActions, sessionActions } from './session-actions.js';

type Options = Pick<ImageSessionOptions, 'predictor' | 'objects' | 'threshold' | 'candidates'>;

/** A session and what it was made of. */
interface Made {
  readonly options: Options;
  readonly session: ImageSession;
  readonly actions: SessionActions;
}

/** The session of a component: made anew where its options change, disposed of after the component was unmounted. */
export function useSession(options: Options): Made {
  const [before, setMade] = useState(() => make(options));
  const isOther = (['predictor', 'objects', 'threshold', 'candidates'] as const).some(
    (key) => options[key] !== before.options[key],
  );
  const made = isOther ? makeAfter(before, options) : before;
  if (isOther) setMade(made);
  useDisposal(made.session);
  useEffect(() => {
    // React may hide a component, which takes its effects away, and show it again.
    if (made.session.isDisposed) setMade(makeAfter(made, made.options));
  }, [made]);
  return made;
}

function make(options: Options, objects = options.objects): Made {
  const session = new ImageSession({ ...options, objects });
  return { options, session, actions: sessionActions(session) };
}

/** Objects of a list of the session's own go on to the next one. */
const makeAfter = (before: Made, options: Options) =>
  make(options, options.objects ?? (before.options.objects ? undefined : before.session.objects));
