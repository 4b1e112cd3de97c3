import type { ImageSession } from '@medicosam/core';
import type { ImageClient } from '../images/image-client.js';
import type { Value } from '../page/value.js';
import type { ActiveObject } from './active-object.js';
import type { OpenDocument } from './document.js';
import type { Notice } from './notice.js';
import type { SliceView } from './slice-view.js';
import type { Tasks } from './tasks.js';

/** What the parts of an annotation share. */
export interface Workplace {
  readonly session: ImageSession;
  readonly images: ImageClient;
  readonly document: Value<OpenDocument | undefined>;
  readonly notice: Value<Notice | undefined>;
  readonly tasks: Tasks;
  readonly view: SliceView;
  readonly active: ActiveObject;
}
