/** What the binder says when it refuses: PowerShell's texts and ids, each with its category. */
import type { ErrorCategory, Extent } from '../errors.ts';
import type { CmdletDef } from '../parameters.ts';
import type { PSValue } from '../values.ts';
import { BindingError, type Kind } from './binding-error.ts';

type Text = (a: string, b: string, c: string) => string;
type Entry = readonly [text: Text, kind?: Kind, category?: ErrorCategory, innerType?: string];

/** Every binder error: its text from up to three words, its exception, its category. */
export const bindingErrors = {
  NamedParameterNotFound: [(name) => `A parameter cannot be found that matches parameter name '${name}'.`],
  PositionalParameterNotFound: [(arg) => `A positional parameter cannot be found that accepts argument '${arg}'.`],
  AmbiguousParameter: [
    (name, matches) =>
      `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include:${matches}.`,
  ],
  MissingArgument: [
    (name, type) => `Missing an argument for parameter '${name}'. Specify a parameter of type '${type}' and try again.`,
  ],
  ParameterAlreadyBound: [
    (name) =>
      `Cannot bind parameter because parameter '${name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
  ],
  AmbiguousParameterSet: [
    () =>
      'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.',
  ],
  MissingMandatoryParameter: [
    (names) => `Cannot process command because of one or more missing mandatory parameters:${names}.`,
  ],
  CannotConvertArgument: [
    (name, source, rest) => {
      const [type, why] = rest.split('\0');
      return `Cannot convert '${source}' to the type '${type}' required by parameter '${name}'. ${why}`;
    },
  ],
  CannotConvertArgumentNoMessage: [
    (name, why) => `Cannot bind parameter '${name}'. ${why}`,
    'binding',
    'InvalidArgument',
    'PSInvalidCastException',
  ],
  ParameterBindingFailed: [
    (name, why) => `Cannot bind parameter '${name}' to the target. Exception setting "${name}": "${why}"`,
    'binding',
    'WriteError',
    'SetValueInvocationException',
  ],
  ParameterArgumentValidationError: [
    (name, why) => `Cannot validate argument on parameter '${name}'. ${why}`,
    'validation',
    'InvalidData',
    'ValidationMetadataException',
  ],
  ParameterArgumentValidationErrorNullNotAllowed: [
    (name) => `Cannot bind argument to parameter '${name}' because it is null.`,
    'validation',
    'InvalidData',
  ],
  ParameterArgumentValidationErrorEmptyStringNotAllowed: [
    (name) => `Cannot bind argument to parameter '${name}' because it is an empty string.`,
    'validation',
    'InvalidData',
  ],
  ParameterArgumentValidationErrorEmptyArrayNotAllowed: [
    (name) => `Cannot bind argument to parameter '${name}' because it is an empty array.`,
    'validation',
    'InvalidData',
  ],
  ParameterArgumentTransformationError: [
    (name, why) => `Cannot process argument transformation on parameter '${name}'. ${why}`,
    'transformation',
    'InvalidData',
    'HostException',
  ],
  MismatchedPSTypeName: [
    (name, type) =>
      `Cannot bind argument to parameter '${name}', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: ${type}.`,
    'transformation',
    'InvalidArgument',
    'PSInvalidCastException',
  ],
  ScriptBlockArgumentNoInput: [
    (name) =>
      `Cannot evaluate parameter '${name}' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input.`,
    'binding',
    'MetadataError',
  ],
  InputObjectNotBound: [
    () =>
      'The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.',
  ],
  InputObjectMissingMandatory: [
    (names) =>
      `The input object cannot be bound because it did not contain the information required to bind all mandatory parameters: ${names}`,
  ],
} as const satisfies Readonly<Record<string, Entry>>;

export type BindingErrorId = keyof typeof bindingErrors;

export interface BindingErrorDetails {
  readonly words: readonly string[];
  readonly parameterName?: string | undefined;
  /** Absent: the whole command. */
  readonly extent?: Extent | undefined;
  readonly target?: PSValue | undefined;
  readonly kind?: Kind;
  readonly category?: ErrorCategory;
  readonly innerType?: string | undefined;
}

const exceptions: Readonly<Record<Kind, string>> = {
  binding: 'System.Management.Automation.ParameterBindingException',
  validation: 'System.Management.Automation.ParameterBindingValidationException',
  transformation: 'System.Management.Automation.ParameterBindingArgumentTransformationException',
};

/** Makes the error for a cmdlet. */
export function bindingError(
  def: CmdletDef,
  id: BindingErrorId,
  { words, parameterName, extent, target, ...over }: BindingErrorDetails,
): BindingError {
  const [text, kind = 'binding', category = 'InvalidArgument', inner] = bindingErrors[id] as Entry;
  const innerType = 'innerType' in over ? over.innerType : inner;
  return new BindingError(over.kind ?? kind, {
    id,
    className: def.className,
    category: over.category ?? category,
    exceptionType: exceptions[over.kind ?? kind],
    message: text(words[0] ?? '', words[1] ?? '', words[2] ?? ''),
    activity: def.name,
    ...(innerType !== undefined && { innerType }),
    ...(parameterName !== undefined && { parameterName }),
    ...(extent && { extent }),
    ...(target !== undefined && { target }),
  });
}
