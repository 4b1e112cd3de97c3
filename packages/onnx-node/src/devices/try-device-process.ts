/* The entry of a process that tries one device and ends; see `trialInProcess`. */
import { loadRuntime } from '../load-runtime.js';
import { tryDevice } from './try-device.js';

const trial = await tryDevice(loadRuntime, process.argv[2] ?? 'cpu');
process.send?.(trial, () => process.exit(0));
