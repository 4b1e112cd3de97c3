import type { GpuDeviceLike } from './platform.js';
import { deviceLost } from './wrap-error.js';

/** Knows whether a GPU device is still there. */
export class DeviceWatch {
  static readonly #known = new WeakMap<GpuDeviceLike, DeviceWatch>();
  readonly #listeners = new Set<(message: string) => void>();
  #lost: string | undefined;

  /** The watch of a device: one for all who ask. */
  static of(device: GpuDeviceLike): DeviceWatch {
    const watch = DeviceWatch.#known.get(device) ?? new DeviceWatch(device);
    DeviceWatch.#known.set(device, watch);
    return watch;
  }

  private constructor(device: GpuDeviceLike) {
    void device.lost.then(({ message }) => {
      this.#lost = message;
      for (const listener of this.#listeners) listener(message);
    });
  }

  /** What the browser said when the device went away; undefined while it is there. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /**
   * Work on the device, which may never end once it has gone.
   *
   * @throws MedicoSamError `DEVICE_LOST` as soon as that happens.
   */
  orLost<T>(work: Promise<T>, part: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const listener = (message: string) => reject(deviceLost(part, message));
      this.#listeners.add(listener);
      const settle = () => this.#listeners.delete(listener);
      work.then(resolve, reject).then(settle, settle);
    });
  }
}
