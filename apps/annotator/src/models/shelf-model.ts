import type { Manifest } from '@medicosam/core';
import type { CachedModel } from '@medicosam/hub/browser';

/** A model that the page can work with. */
export interface ShelfModel {
  /** In the browser's cache; undefined of the one that comes with the page. */
  readonly name: string | undefined;
  readonly manifest: Manifest;
  /** Of all its files. */
  readonly bytes: number;
}

/** The model that comes with the page, of whose files the manifest knows the sizes of those that weigh. */
export const shippedModel = (manifest: Manifest): ShelfModel => ({
  name: undefined,
  manifest,
  bytes: manifest.weights.reduce((sum, { bytes }) => sum + bytes, 0),
});

export const keptModel = ({ name, manifest, bytes }: CachedModel): ShelfModel => ({ name, manifest, bytes });

/** What a model is called, for people. */
export const titleOf = ({ title, id }: Manifest): string => title || id;
