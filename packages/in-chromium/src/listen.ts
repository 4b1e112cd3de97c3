import type { BrowserContext, ConsoleMessage, Page } from 'playwright';

/** What the console and uncaught errors of a page say from now on; of the console only what is heard. */
export function saidBy(page: Page, isHeard: (message: ConsoleMessage) => boolean = () => true): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (isHeard(message)) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

/**
 * Addresses that pages and their workers ask for from now on, but for those that begin as the site's own or as one of
 * `own`, such as `blob:`.
 */
export function askedElsewhere(
  context: BrowserContext,
  address: string,
  own: readonly string[] = [],
): string[] {
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    if (![address, ...own].some((start) => request.url().startsWith(start))) elsewhere.push(request.url());
  });
  return elsewhere;
}
