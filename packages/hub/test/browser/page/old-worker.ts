/// <reference lib="webworker" />
// The hub's worker as an older browser runs it, and as a page makes it that serves it by itself.
import '@medicosam/hub/browser/worker';

Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable');
