/**
 * Definitions of members in PowerShell's own spelling, as `"".Substring` shows them: `string Substring(int startIndex)`,
 * `static bool TryParse(string s, [ref] int result)`, `new(int capacity)`, `int Length {get;}`. A table's rows are keyed by
 * them; here they become data.
 */
import type { TypeScope } from '../type-names.ts';
import { resolveTypeText } from '../type-names.ts';
import { TypeValue } from '../type-value.ts';

/** One parameter of a method. */
export interface Parameter {
  readonly name: string;
  /** As the definition spells it. */
  readonly type: string;
  readonly optional: boolean;
  /** `Params T[]`: takes the rest of the arguments. */
  readonly rest: boolean;
  /** `[ref]` */
  readonly byRef: boolean;
}

/** A method's or a constructor's definition. */
export interface MethodSignature {
  readonly kind: 'method';
  readonly definition: string;
  readonly name: string;
  readonly isStatic: boolean;
  readonly returns: string;
  readonly parameters: readonly Parameter[];
}

/** A property's definition. */
export interface PropertySignature {
  readonly kind: 'property';
  readonly definition: string;
  readonly name: string;
  readonly isStatic: boolean;
  readonly type: string;
  readonly settable: boolean;
}

/** Parts between commas that no bracket holds. */
function topLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts;
}

function parameter(text: string): Parameter {
  const m = /^(Params )?(\[ref\] )?(\S+) (\w+)( = .*)?$/.exec(text);
  if (!m) throw new Error(`not a parameter: ${text}`);
  return { name: m[4]!, type: m[3]!, optional: m[5] !== undefined, rest: m[1] !== undefined, byRef: !!m[2] };
}

/** What one definition says. */
export function parseDefinition(definition: string): MethodSignature | PropertySignature {
  const isStatic = definition.startsWith('static ');
  const text = isStatic ? definition.slice(7) : definition;
  const property = /^(\S+) (\w+) \{(get;)?(set;)?\}$/.exec(text);
  if (property)
    return { kind: 'property', definition, name: property[2]!, isStatic, type: property[1]!, settable: !!property[4] };
  const open = text.indexOf('(');
  const head = text.slice(0, open);
  const space = head.lastIndexOf(' ');
  const inside = text.slice(open + 1, text.lastIndexOf(')'));
  return {
    kind: 'method',
    definition,
    name: head.slice(space + 1),
    isStatic,
    returns: space < 0 ? '' : head.slice(0, space),
    parameters: inside === '' ? [] : topLevel(inside).map(parameter),
  };
}

const types = new Map<string, TypeValue>();
const nowhere: TypeScope | null = null;

/** The type that a definition names; a class of that name where nothing more is known of it. */
export function definedType(name: string): TypeValue {
  let type = types.get(name);
  if (!type) {
    type =
      resolveTypeText(name, nowhere) ??
      new TypeValue({ kind: 'class', name, short: name.slice(name.lastIndexOf('.') + 1) });
    types.set(name, type);
  }
  return type;
}
