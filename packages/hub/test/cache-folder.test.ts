import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../src/index.js';

describe.skipIf(process.platform === 'win32')('cacheFolder', () => {
  it.each([
    ['linux', {}, '/home/me/.cache/medicosam'],
    ['linux', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/medicosam'],
    ['darwin', {}, '/home/me/Library/Caches/medicosam'],
    ['darwin', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/medicosam'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/medicosam/cache'],
    ['win32', {}, '/home/me/AppData/Local/medicosam/cache'],
    ['linux', { MEDICOSAM_CACHE: '/elsewhere', XDG_CACHE_HOME: '/var/cache/me' }, '/elsewhere'],
    ['linux', { MEDICOSAM_CACHE: 'beside' }, resolve('beside')],
  ])('on %s with %o', (platform, env, folder) => {
    expect(cacheFolder({ platform, env, home: '/home/me' })).toBe(folder);
  });
});
