import { MedicoSamError } from '@medicosam/core';
import type { TfBackend } from '../tf-like.js';

/** Knows whether the GPU device of a backend is still there. A processor does not go away. */
export class DeviceWatch {
  static readonly #known = new WeakMap<TfBackend, DeviceWatch>();
  readonly #listeners = new Set<(message: string) => void>();
  readonly #backend: TfBackend;
  #lost: string | undefined;

  /** The watch of a backend: one for all who ask. */
  static of(backend: TfBackend): DeviceWatch {
    const watch = DeviceWatch.#known.get(backend) ?? new DeviceWatch(backend);
    DeviceWatch.#known.set(backend, watch);
    return watch;
  }

  private constructor(backend: TfBackend) {
    this.#backend = backend;
    void backend.device?.lost.then(({ message }) => this.#lose(message));
    backend.gpgpu?.gl.canvas.addEventListener('webglcontextlost', () =>
      this.#lose('its WebGL context is lost'),
    );
  }

  /** @throws MedicoSamError `DEVICE_LOST`. */
  check(): void {
    if (this.#lost === undefined && this.#backend.gpgpu?.gl.isContextLost())
      this.#lose('its WebGL context is lost');
    if (this.#lost !== undefined) throw deviceLost(this.#lost);
  }

  /**
   * Work on the device, which may never end once it has gone.
   *
   * @throws MedicoSamError `DEVICE_LOST` as soon as that happens.
   */
  async orLost<T>(work: Promise<T>): Promise<T> {
    const listening = new Promise<never>((_, reject) => {
      const listener = (message: string) => reject(deviceLost(message));
      this.#listeners.add(listener);
      const settle = () => this.#listeners.delete(listener);
      work.then(settle, settle);
    });
    const value = await Promise.race([work, listening]);
    this.check();
    return value;
  }

  #lose(message: string): void {
    this.#lost = message;
    for (const listener of this.#listeners) listener(message);
  }
}

const deviceLost = (message: string): MedicoSamError =>
  new MedicoSamError('DEVICE_LOST', {
    message: `The GPU device of TensorFlow.js went away: ${message || 'no reason was given'}.`,
    hint: 'Load the page again: TensorFlow.js makes no other device for a backend.',
  });
