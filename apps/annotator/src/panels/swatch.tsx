import { objectColour } from '@medicosam/react';

/** The colour that an object has on the image. */
export function Swatch({ colorIndex }: { readonly colorIndex: number }) {
  return <span className="swatch" style={{ '--swatch': objectColour(colorIndex) } as object} />;
}
