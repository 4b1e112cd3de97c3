import type { AttributeSet } from '../dicom/writing/attributes.js';
import { checkInteger, checkText, checkUid } from '../dicom/writing/check-values.js';
import { createUid } from '../dicom/writing/create-uid.js';
import type { InstanceAttributes } from '../dicom/writing/encode-file.js';
import type { SegSource } from './seg-source.js';

/** Who made the file (Enhanced General Equipment). */
export interface SegEquipment {
  readonly manufacturer?: string | undefined;
  readonly modelName?: string | undefined;
  readonly deviceSerialNumber?: string | undefined;
  readonly softwareVersions?: string | undefined;
}

/** What files that are derived from a series have in common. */
export interface DerivedInstanceOptions {
  /** Of `readSegSource`. */
  readonly source: SegSource;
  readonly seriesDescription?: string | undefined;
  /** 1000 when absent. */
  readonly seriesNumber?: number | undefined;
  readonly equipment?: SegEquipment | undefined;
  /** When it was made; now when absent. */
  readonly date?: Date | undefined;
  /** To add an instance to a series that was written before; a new one when absent. */
  readonly seriesInstanceUid?: string | undefined;
  /** 1 when absent. */
  readonly instanceNumber?: number | undefined;
  /** A new one when absent. */
  readonly sopInstanceUid?: string | undefined;
}

/** Checks texts, numbers and UIDs. @throws MedicoSamError `INVALID_ARGUMENT`. */
export function checkDerivedInstance(options: DerivedInstanceOptions): void {
  const { equipment = {} } = options;
  const texts = {
    'A series description': options.seriesDescription,
    'A manufacturer': equipment.manufacturer,
    'A model name': equipment.modelName,
    'A serial number': equipment.deviceSerialNumber,
    'A software version': equipment.softwareVersions,
  };
  for (const [what, text] of Object.entries(texts)) if (text !== undefined) checkText(what, text);
  const uids = { 'A series UID': options.seriesInstanceUid, 'An instance UID': options.sopInstanceUid };
  for (const [what, uid] of Object.entries(uids)) if (uid !== undefined) checkUid(what, uid);
  const numbers = { 'A series number': options.seriesNumber, 'An instance number': options.instanceNumber };
  for (const [what, number] of Object.entries(numbers)) if (number !== undefined) checkInteger(what, number);
}

/** Patient, study and frame of reference of the source, a series, equipment and an instance of its own. */
export function derivedInstance(
  options: DerivedInstanceOptions,
  { date, time }: { readonly date: string; readonly time: string },
  kind: { readonly sopClassUid: string; readonly modality: string; readonly seriesDescription: string },
): InstanceAttributes {
  const { source, equipment = {} } = options;
  return {
    ...(source.modules as AttributeSet),
    SpecificCharacterSet: 'ISO_IR 192',
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SOPClassUID: kind.sopClassUid,
    SOPInstanceUID: options.sopInstanceUid ?? createUid(),
    StudyInstanceUID: source.studyInstanceUid,
    Modality: kind.modality,
    SeriesInstanceUID: options.seriesInstanceUid ?? createUid(),
    SeriesNumber: options.seriesNumber ?? 1000,
    SeriesDescription: options.seriesDescription ?? kind.seriesDescription,
    SeriesDate: date,
    SeriesTime: time,
    Manufacturer: equipment.manufacturer ?? 'MedicoSAM',
    ManufacturerModelName: equipment.modelName ?? 'MedicoSAM for TypeScript',
    DeviceSerialNumber: equipment.deviceSerialNumber ?? 'none',
    SoftwareVersions: equipment.softwareVersions ?? 'unknown',
    FrameOfReferenceUID: source.frameOfReferenceUid,
    InstanceNumber: options.instanceNumber ?? 1,
  };
}
