// What a server renders, and the loads that it began.
import { MedicoSamProvider, SegmentationCanvas, useMedicoSam, usePredictor } from '@medicosam/react';
import { type ReactElement, StrictMode, version } from 'react';
import { renderToString } from 'react-dom/server';

const image = { data: new Uint8Array(4), width: 2, height: 2 };

function App(): ReactElement {
  const sam = useMedicoSam(image);
  const { status } = usePredictor();
  return (
    <main>
      <p>{`${sam.status}, ${status}, ${sam.objects.length}`}</p>
      <SegmentationCanvas session={sam.session} image={image} className="stage" />
    </main>
  );
}

export function render() {
  let loads = 0;
  const load = () => {
    loads++;
    return new Promise<never>(() => {});
  };
  const html = renderToString(
    <StrictMode>
      <MedicoSamProvider predictor={load} preload>
        <App />
      </MedicoSamProvider>
    </StrictMode>,
  );
  return { html, loads, version };
}
