import type { RenderingEngine } from '@cornerstonejs/core';

/** Fits images to viewports of another size: slice, zoom and position stay, the zoom as a part of the viewport's size. */
export function fit(engine: RenderingEngine): void {
  const shown = engine.getViewports().map((viewport) => ({
    viewport,
    reference: viewport.getViewReference(),
    presentation: viewport.getViewPresentation(),
  }));
  engine.resize(true, false);
  for (const { viewport, reference, presentation } of shown) {
    viewport.setViewReference(reference);
    viewport.setViewPresentation(presentation);
  }
  engine.render();
}
