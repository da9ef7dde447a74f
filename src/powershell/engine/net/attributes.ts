/** Attributes and parameters that scripts make for dynamicparam. */
import { Hashtable, type PSValue } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { toText } from '../convert.ts';
import { PSObj } from '../psobject.ts';
import type { StaticType } from './static-type.ts';

const SPACE = 'System.Management.Automation.';
const chain = (name: string): string[] => [`${SPACE}${name}`, 'System.Attribute', 'System.Object'];

/** The table that a dynamicparam block answers. */
export class DynamicParameters extends Hashtable {
  override get typeName(): string {
    return `${SPACE}RuntimeDefinedParameterDictionary`;
  }
}

const object = (name: string, properties: Readonly<Record<string, PSValue>>): PSObj => {
  const made = new PSObj(chain(name));
  for (const [key, value] of Object.entries({ ...properties, TypeId: `${SPACE}${name}` }))
    made.members.add({ name: key, kind: 'property', value });
  made.toText = () => `${SPACE}${name}`;
  return made;
};

/** What each attribute's constructor makes of its arguments. */
const ATTRIBUTES: Readonly<Record<string, (args: readonly PSValue[]) => Readonly<Record<string, PSValue>>>> = {
  ParameterAttribute: () => ({
    Position: -2147483648,
    ParameterSetName: '__AllParameterSets',
    Mandatory: false,
    ValueFromPipeline: false,
    ValueFromPipelineByPropertyName: false,
    ValueFromRemainingArguments: false,
    HelpMessage: null,
    HelpMessageBaseName: null,
    HelpMessageResourceId: null,
    DontShow: false,
  }),
  AliasAttribute: (args) => ({ AliasNames: args.flatMap((a) => enumerable(a) ?? [a]).map((a) => toText(a)) }),
  ValidateSetAttribute: (args) => ({
    ValidValues: args.flatMap((a) => enumerable(a) ?? [a]).map((a) => toText(a)),
    IgnoreCase: true,
    ErrorMessage: null,
  }),
  ValidateRangeAttribute: ([low, high]) => ({ MinRange: low ?? null, MaxRange: high ?? null }),
  ValidateLengthAttribute: ([low, high]) => ({ MinLength: low ?? null, MaxLength: high ?? null }),
  ValidateCountAttribute: ([low, high]) => ({ MinLength: low ?? null, MaxLength: high ?? null }),
  ValidatePatternAttribute: ([pattern]) => ({
    RegexPattern: pattern ?? null,
    Options: 'IgnoreCase',
    ErrorMessage: null,
  }),
  ValidateScriptAttribute: ([block]) => ({ ScriptBlock: block ?? null, ErrorMessage: null }),
  ValidateNotNullAttribute: () => ({}),
  ValidateNotNullOrEmptyAttribute: () => ({}),
  ValidateNotNullOrWhiteSpaceAttribute: () => ({}),
  AllowNullAttribute: () => ({}),
  AllowEmptyStringAttribute: () => ({}),
  AllowEmptyCollectionAttribute: () => ({}),
  CmdletBindingAttribute: () => ({ SupportsShouldProcess: false, DefaultParameterSetName: null }),
  ArgumentCompleterAttribute: ([block]) => ({ ScriptBlock: block ?? null }),
};

function parameter(args: readonly PSValue[]): PSObj {
  const [name, type, attributes] = args;
  const made = new PSObj([`${SPACE}RuntimeDefinedParameter`, 'System.Object']);
  const add = (key: string, value: PSValue): void => made.members.add({ name: key, kind: 'property', value });
  add('Name', toText(name ?? null));
  add('ParameterType', type ?? null);
  made.members.add({
    name: 'Value',
    kind: 'property',
    value: null,
    set: (_, v) => {
      made.members.find('Value')!.value = v;
      made.members.find('IsSet')!.value = true;
    },
  });
  add('IsSet', false);
  add('Attributes', attributes ?? []);
  made.toText = () => `${SPACE}RuntimeDefinedParameter`;
  return made;
}

/** Static types of this room, by full name. */
export const ATTRIBUTE_TYPES: Readonly<Record<string, StaticType>> = {
  ...Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([name, make]) => [
      `${SPACE}${name}`,
      { methods: { new: (args: readonly PSValue[]) => object(name, make(args)) } },
    ]),
  ),
  [`${SPACE}RuntimeDefinedParameterDictionary`]: { methods: { new: () => new DynamicParameters() } },
  [`${SPACE}ErrorDetails`]: {
    methods: {
      new: ([message]) => {
        const made = new PSObj([`${SPACE}ErrorDetails`, 'System.Object'], {
          Message: toText(message ?? null),
          RecommendedAction: '',
        });
        made.toText = () => toText(message ?? null);
        return made;
      },
    },
  },
  [`${SPACE}PSVariable`]: {
    methods: {
      new: ([name, value]) =>
        new PSObj([`${SPACE}PSVariable`, 'System.Object'], {
          Name: toText(name ?? null),
          Description: '',
          Value: value ?? null,
          Visibility: 'Public',
          Options: 'None',
        }),
    },
  },
  [`${SPACE}RuntimeDefinedParameter`]: { methods: { new: (args) => parameter(args) } },
};

/** Names of the types that scripts may name besides. */
export const ATTRIBUTE_TYPE_NAMES: readonly string[] = [
  ...Object.keys(ATTRIBUTE_TYPES),
  ...[
    'ArgumentTransformationAttribute',
    'ValidateArgumentsAttribute',
    'ValidateEnumeratedArgumentsAttribute',
    'IValidateSetValuesGenerator',
    'IArgumentCompleter',
    'IArgumentCompleterFactory',
    'ArgumentCompleterFactoryAttribute',
    'ValidateDriveAttribute',
    'ValidateUserDriveAttribute',
    'CmdletAttribute',
    'EngineIntrinsics',
    'SupportsWildcardsAttribute',
    'OutputTypeAttribute',
    'HiddenAttribute',
    'DscResourceAttribute',
    'DscPropertyAttribute',
    'ExperimentalAttribute',
    'PSCmdlet',
    'Cmdlet',
    'CommandInfo',
    'FunctionInfo',
    'CompletionResult',
    'CompletionResultType',
    'ParameterMetadata',
    'CommandMetadata',
    'ProxyCommand',
    'SteppablePipeline',
    'InvocationInfo',
  ].map((name) => `${SPACE}${name}`),
];
