import type { ElementValues } from '../dicom/data-set/elements.js';
import { type Keyword, tagOf } from '../dicom/writing/attributes.js';

type Texts = Readonly<Record<string, string>>;

/** Attributes by keyword: a text, or the items of a sequence of codes. */
export type CopiedModules = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/** Of the Patient, General Study, Patient Study and Frame of Reference modules: what stays true of a derived object. */
const COPIED = [
  'IssuerOfPatientID',
  'PatientBirthTime',
  'OtherPatientNames',
  'EthnicGroup',
  'PatientComments',
  'PatientIdentityRemoved',
  'DeidentificationMethod',
  'StudyDescription',
  'PhysiciansOfRecord',
  'NameOfPhysiciansReadingStudy',
  'AdmittingDiagnosesDescription',
  'PatientAge',
  'PatientSize',
  'PatientWeight',
  'MedicalAlerts',
  'Allergies',
  'Occupation',
  'AdditionalPatientHistory',
] as const satisfies readonly Keyword[];

/** Written also where the source has none, without a value (type 2). */
const COPIED_OR_EMPTY = [
  'PatientName',
  'PatientID',
  'PatientBirthDate',
  'PatientSex',
  'StudyDate',
  'StudyTime',
  'AccessionNumber',
  'ReferringPhysicianName',
  'StudyID',
  'PositionReferenceIndicator',
] as const satisfies readonly Keyword[];

/** How the identity was removed must be said where it was; some sources do not. */
const HOW_IS_NOT_STATED = { DeidentificationMethod: 'Not stated by the source' };

const CODE_SEQUENCES = ['ProcedureCodeSequence', 'DeidentificationMethodCodeSequence'] as const;
const CODE = [
  'CodeValue',
  'CodingSchemeDesignator',
  'CodingSchemeVersion',
  'CodeMeaning',
  'LongCodeValue',
] as const satisfies readonly Keyword[];

/**
 * The Patient, Study and Frame of Reference modules of a source, to be written into what is derived from it. Texts
 * are copied as they read, whatever their character set; sequences other than codes are not.
 */
export function copyModules(values: ElementValues): CopiedModules {
  return {
    ...(values.text(tagOf('PatientIdentityRemoved')) === 'YES' ? HOW_IS_NOT_STATED : {}),
    ...Object.fromEntries(COPIED_OR_EMPTY.map((keyword) => [keyword, ''])),
    ...copyTexts(values, [...COPIED_OR_EMPTY, ...COPIED]),
    ...Object.fromEntries(
      CODE_SEQUENCES.flatMap((keyword) => {
        const items = values.items(tagOf(keyword)).map((item) => copyTexts(item, CODE));
        return items.length > 0 ? [[keyword, items]] : [];
      }),
    ),
  };
}

const copyTexts = (values: ElementValues, keywords: readonly Keyword[]): Texts =>
  Object.fromEntries(
    keywords.flatMap((keyword) => {
      const text = values.texts(tagOf(keyword)).join('\\');
      return text === '' ? [] : [[keyword, text]];
    }),
  );
