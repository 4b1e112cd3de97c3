export type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
export { type BuiltPage, buildPage } from './build-page.js';
export { hasChromium } from './executable.js';
export { SOFTWARE_WEBGL, SOFTWARE_WEBGPU } from './flags.js';
export { type BrowserProcess, type LaunchOptions, launch, launchProcess } from './launch.js';
export { askedElsewhere, saidBy } from './listen.js';
export type { SiteContents } from './site/find-body.js';
export { ISOLATED, type Site, type SiteOptions, serve } from './site/serve.js';
