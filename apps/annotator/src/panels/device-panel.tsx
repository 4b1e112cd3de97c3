import { usePredictor } from '@medicosam/react';

const NAMES: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU',
  'wasm-threads': 'WebAssembly, several threads',
  wasm: 'WebAssembly, one thread',
};

/** What the model runs on, and why. */
export function DevicePanel() {
  const info = usePredictor().predictor?.info;
  if (!info) return undefined;
  const { device, realm, manifest, reasons } = info;
  return (
    <details className="device" id="device" data-device={device} data-realm={realm}>
      <summary id="device-name">{NAMES[device] ?? device}</summary>
      <div className="popover">
        <strong id="device-model">{manifest.title ?? manifest.id}</strong>
        <ul id="device-reasons">
          <li>{realm === 'own' ? 'The model runs in a worker.' : 'The model runs in the page itself.'}</li>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </details>
  );
}
