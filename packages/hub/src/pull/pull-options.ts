import type { ConvertFacts, Lowering, Storage } from '@medicosam/convert';
import type { LoadOptions, Manifest, ModelSource } from '@medicosam/core';
import type { LicenceNotice } from '../registry/licence.js';
import type { RegistryEntry } from '../registry/registry-entry.js';

/** What a pull may be told. Its progress has the stages `wait`, `download`, `verify`, `read` and `convert`. */
export interface PullOptions extends LoadOptions {
  /** The name in the cache, for an address or a file; made of the file's name when absent. */
  readonly name?: string | undefined;
  /** Hears licence and citation before anything is fetched. */
  readonly onLicence?: ((notice: LicenceNotice) => void) | undefined;
  /** Accepts a licence that is unknown or does not permit every use. */
  readonly acceptLicence?: boolean | undefined;
  /** `['fp32']` when absent; see `convertCheckpoint`. */
  readonly storages?: readonly Storage[] | undefined;
  /** `['tiled']` when absent; see `convertCheckpoint`. */
  readonly lowerings?: readonly Lowering[] | undefined;
  /** What the registry does not know, for an address or a file; laid over what it knows. */
  readonly facts?: Omit<ConvertFacts, 'id'> | undefined;
  /** Uses no network: fails where something would have to be fetched. */
  readonly offline?: boolean | undefined;
}

/** A model in the cache. */
export interface PulledModel {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** For `loadPredictor`. */
  readonly source: ModelSource;
  /** Whether it was there before: then nothing was fetched or converted. */
  readonly wasThere: boolean;
  /** The registry's entry of the checkpoint, where it is known there by name or hash. */
  readonly entry: RegistryEntry | null;
}
