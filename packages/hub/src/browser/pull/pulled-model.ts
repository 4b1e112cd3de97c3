import type { Manifest, ModelSource } from '@medicosam/core';
import type { RegistryEntry } from '../../registry/registry-entry.js';

/** A model in the browser's storage. */
export interface PulledModel {
  readonly name: string;
  readonly manifest: Manifest;
  /** For `loadPredictor`. */
  readonly source: ModelSource;
  /** Whether it was there before: then nothing was fetched, converted or copied. */
  readonly wasThere: boolean;
  /** The registry's entry of the checkpoint, where it is known there by name or hash. */
  readonly entry: RegistryEntry | null;
}
