import { create, createFileRegistry, type Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import {
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';
import type { ModelProto } from './messages.js';

/**
 * The subset of `onnx.proto` (IR version 8) that is read and written here, by the field numbers of the ONNX
 * specification. A field is `[name, number, type, flags?]`; a type in quotes is a message. Enums are int32,
 * which reads the same on the wire and keeps values that are newer than this table. Messages that are only
 * recognised in order to refuse them are bytes.
 */
const FILE = 'onnx.proto';
type FieldRow = readonly [name: string, number: number, type: Type | string, ...flags: Flag[]];
type Flag = 'repeated' | 'packed' | 'oneof';

const { BYTES, DOUBLE, FLOAT, INT32, INT64, STRING } = Type;

const MESSAGES: Readonly<Record<string, readonly FieldRow[]>> = {
  ModelProto: [
    ['ir_version', 1, INT64],
    ['producer_name', 2, STRING],
    ['producer_version', 3, STRING],
    ['graph', 7, 'GraphProto'],
    ['opset_import', 8, 'OperatorSetIdProto', 'repeated'],
    ['metadata_props', 14, 'StringStringEntryProto', 'repeated'],
    ['functions', 25, BYTES, 'repeated'],
  ],
  OperatorSetIdProto: [
    ['domain', 1, STRING],
    ['version', 2, INT64],
  ],
  StringStringEntryProto: [
    ['key', 1, STRING],
    ['value', 2, STRING],
  ],
  GraphProto: [
    ['node', 1, 'NodeProto', 'repeated'],
    ['name', 2, STRING],
    ['initializer', 5, 'TensorProto', 'repeated'],
    ['input', 11, 'ValueInfoProto', 'repeated'],
    ['output', 12, 'ValueInfoProto', 'repeated'],
    ['sparse_initializer', 15, BYTES, 'repeated'],
  ],
  NodeProto: [
    ['input', 1, STRING, 'repeated'],
    ['output', 2, STRING, 'repeated'],
    ['name', 3, STRING],
    ['op_type', 4, STRING],
    ['attribute', 5, 'AttributeProto', 'repeated'],
    ['domain', 7, STRING],
  ],
  AttributeProto: [
    ['name', 1, STRING],
    ['f', 2, FLOAT],
    ['i', 3, INT64],
    ['s', 4, BYTES],
    ['t', 5, 'TensorProto'],
    ['floats', 7, FLOAT, 'repeated'],
    ['ints', 8, INT64, 'repeated'],
    ['strings', 9, BYTES, 'repeated'],
    ['type', 20, INT32],
  ],
  TensorProto: [
    ['dims', 1, INT64, 'repeated'],
    ['data_type', 2, INT32],
    ['float_data', 4, FLOAT, 'repeated', 'packed'],
    ['int32_data', 5, INT32, 'repeated', 'packed'],
    ['int64_data', 7, INT64, 'repeated', 'packed'],
    ['name', 8, STRING],
    ['raw_data', 9, BYTES],
    ['double_data', 10, DOUBLE, 'repeated', 'packed'],
    ['external_data', 13, 'StringStringEntryProto', 'repeated'],
    ['data_location', 14, INT32],
  ],
  ValueInfoProto: [
    ['name', 1, STRING],
    ['type', 2, 'TypeProto'],
  ],
  TypeProto: [['tensor_type', 1, 'TypeProto.Tensor']],
  'TypeProto.Tensor': [
    ['elem_type', 1, INT32],
    ['shape', 2, 'TensorShapeProto'],
  ],
  TensorShapeProto: [['dim', 1, 'TensorShapeProto.Dimension', 'repeated']],
  'TensorShapeProto.Dimension': [
    ['dim_value', 1, INT64, 'oneof'],
    ['dim_param', 2, STRING, 'oneof'],
  ],
};

const toField = ([name, number, type, ...flags]: FieldRow) => ({
  name,
  number,
  label: flags.includes('repeated') ? Label.REPEATED : Label.OPTIONAL,
  ...(typeof type === 'string' ? { type: Type.MESSAGE, typeName: `.onnx.${type}` } : { type }),
  ...(flags.includes('packed') ? { options: { packed: true } } : {}),
  ...(flags.includes('oneof') ? { oneofIndex: 0 } : {}),
});

const toMessage = ([path, rows]: [string, readonly FieldRow[]]): MessageInit => ({
  name: path.slice(path.indexOf('.') + 1),
  field: rows.map(toField),
  oneofDecl: rows.some(([, , , ...flags]) => flags.includes('oneof')) ? [{ name: 'value' }] : [],
  nestedType: Object.entries(MESSAGES)
    .filter(([other]) => other.startsWith(`${path}.`))
    .map(toMessage),
});

interface MessageInit {
  name: string;
  field: ReturnType<typeof toField>[];
  oneofDecl: { name: string }[];
  nestedType: MessageInit[];
}

const registry = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: FILE,
    package: 'onnx',
    syntax: 'proto2',
    messageType: Object.entries(MESSAGES)
      .filter(([path]) => !path.includes('.'))
      .map(toMessage),
  }),
  () => undefined,
);

function schema<T extends Message>(typeName: T['$typeName']): GenMessage<T> {
  return registry.getMessage(typeName) as GenMessage<T>;
}

/** The schema of a whole ONNX file. */
export const ModelSchema = schema<ModelProto>('onnx.ModelProto');
