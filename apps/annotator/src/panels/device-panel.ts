import type { ImageSession } from '@medicosam/core';
import { element, setText } from '../page/elements.js';
import { showOnChange } from '../page/value.js';

const NAMES: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU',
  'wasm-threads': 'WebAssembly, several threads',
  wasm: 'WebAssembly, one thread',
};

/** What the model runs on, and why. */
export function showDevice(session: ImageSession): void {
  const panel = element('device', HTMLDetailsElement);
  const name = element('device-name', HTMLElement);
  const model = element('device-model', HTMLElement);
  const reasons = element('device-reasons', HTMLUListElement);
  showOnChange([session], () => {
    const info = session.predictor?.info;
    panel.hidden = !info;
    if (!info) return;
    const { device, realm, manifest } = info;
    panel.dataset['device'] = device;
    panel.dataset['realm'] = realm;
    setText(name, NAMES[device] ?? device);
    setText(model, manifest.title ?? manifest.id);
    const where = realm === 'own' ? 'The model runs in a worker.' : 'The model runs in the page itself.';
    reasons.replaceChildren(
      ...[where, ...info.reasons].map((reason) => {
        const item = document.createElement('li');
        item.textContent = reason;
        return item;
      }),
    );
  });
}
