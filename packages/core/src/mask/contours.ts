/** A closed outline and the holes inside it, each a list of points in pixels of the image. */
export interface Contour {
  readonly outer: readonly { readonly x: number; readonly y: number }[];
  readonly holes: readonly (readonly { readonly x: number; readonly y: number }[])[];
}
