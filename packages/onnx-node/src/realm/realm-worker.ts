/* The entry of the worker thread that `spawnRealm` starts. */
import { parentPort, workerData } from 'node:worker_threads';
import { serveRealm } from '@medicosam/core';
import { createBackend } from '../create-backend.js';
import { folderSource } from '../sources/folder-source.js';
import { nodePort } from './node-port.js';
import type { RealmData } from './spawn-realm.js';

if (parentPort) {
  const { session, reports } = workerData as RealmData;
  const backend = createBackend({ session, inRealm: true }, async () => reports);
  serveRealm(nodePort(parentPort), backend, (location) =>
    'folder' in location ? folderSource(location.folder) : undefined,
  );
}
