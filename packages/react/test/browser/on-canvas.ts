/// <reference lib="dom" />
import type { Page } from '@medicosam/in-chromium';
import type { SegmentationCanvasProps } from '../../src/index.js';
import type { Setup } from './page/page.jsx';
import type { ToolSetup } from './page/tool.jsx';

type PlainProps = Pick<SegmentationCanvasProps, 'tool' | 'drag' | 'label' | 'normalisation' | 'preview'>;

/** The canvas is 480 × 320 CSS pixels and the image 96 × 64: fitted with 12 around it, a pixel is 4.625. */
export const SCALE = (320 - 2 * 12) / 64;
const LEFT = (480 - 96 * SCALE) / 2;
const TOP = 12;

/** Where the centre of an image's pixel is on the page while the whole image is shown. */
export const at = (x: number, y: number) => [LEFT + (x + 0.5) * SCALE, TOP + (y + 0.5) * SCALE] as const;

/** Puts a canvas at the top left of the page. Without a source the predictor never comes: prompts are taken anyhow. */
export async function showCanvas(
  page: Page,
  canvas: PlainProps = {},
  { source, tracer }: Pick<Setup, 'source'> & Pick<ToolSetup, 'tracer'> = { source: 'on its way' },
): Promise<void> {
  // As text: React's types are too deep for those of the call.
  const setup: string = JSON.stringify({
    strict: true,
    source,
    tools: [{ id: 'a', image: 'one', tracer, canvas }],
  });
  await page.evaluate(async (text) => {
    lab.render(JSON.parse(text));
    do await new Promise((resolve) => setTimeout(resolve, 5));
    while (!lab.handle('a')?.view || lab.sam('a').image === undefined);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, setup);
}

/** The prompts of the canvas, without their ids. */
export const prompts = (page: Page) =>
  page.evaluate(() => lab.sam('a').prompts.map(({ id: _, ...prompt }) => prompt));

export const view = (page: Page) => page.evaluate(() => lab.handle('a')?.view);

/** A finger or two, from where to where. */
export async function touch(page: Page, fingers: readonly (readonly (readonly [number, number])[])[]) {
  const client = await page.context().newCDPSession(page);
  const steps = fingers[0]?.length ?? 0;
  for (let step = 0; step < steps; step++) {
    await client.send('Input.dispatchTouchEvent', {
      type: step === 0 ? 'touchStart' : 'touchMove',
      touchPoints: fingers.map((path, id) => {
        const [x, y] = path[step] ?? [0, 0];
        return { x, y, id };
      }),
    });
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await client.detach();
}
