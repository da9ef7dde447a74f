/**
 * Views as data: which columns or lines a type of object is shown with. Views name types and properties and know nothing of
 * widths in characters, colours or dialects; the writers do that.
 */
import { NetValue, type PSValue } from '../values.ts';

/** What the formatter needs of an object with properties, be it of a .NET class or made by a script. */
export interface ObjectView {
  /** Most derived first. */
  readonly typeNames: readonly string[];
  /** In order, alias properties last. */
  readonly propertyNames: readonly string[];
  /** A property in any letter case; undefined where there is none. */
  get(name: string): PSValue | undefined;
}

/** Does `value` have properties that a view can show? */
export function asObjectView(value: PSValue): ObjectView | null {
  return value instanceof NetValue && 'propertyNames' in value && 'get' in value
    ? (value as NetValue & ObjectView)
    : null;
}

export type Alignment = 'left' | 'right' | 'center';

/** What a column or a line shows: a property by name, or a computed value. */
export interface Field {
  readonly label: string;
  /** Name of the property; the label where neither this nor `value` is given. */
  readonly property?: string;
  readonly value?: (object: ObjectView, raw: PSValue) => PSValue;
  /** Text of the value, as a format string gives it; the formatter's own text where absent or undefined. */
  readonly format?: (value: PSValue) => string | undefined;
  /** Feature of the host without which there is no such field. */
  readonly needs?: string;
}

/** One column of a table. */
export interface Column extends Field {
  /** In characters; measured where absent. */
  readonly width?: number;
  /** By the first value's type where absent: numbers, enumerations and Booleans right, the rest left. */
  readonly align?: Alignment;
}

export interface TableView {
  readonly columns: readonly Column[];
  /** Width of every column from all rows of the group, instead of from the first rows. */
  readonly autoSize?: boolean;
  readonly hideHeaders?: boolean;
  /** Long values go on in the next line instead of being cut. */
  readonly wrap?: boolean;
}

/** Values side by side, several in a line. */
export interface WideView {
  readonly field: Field;
  /** Values in a line; two where neither this nor `autoSize` is given. */
  readonly perLine?: number;
  /** As many in a line as fit. */
  readonly autoSize?: boolean;
}

export interface ListView {
  readonly items: readonly Field[];
}

/** How objects of one type are shown. */
export interface TypeView {
  /** Full name of the type; holds for derived types too. */
  readonly type: string;
  /** Shape when nobody asks for another; the first of `table` and `list` that is given where absent. */
  readonly table?: TableView;
  /** Also what is shown after objects of another type, and by Format-List. All properties where absent. */
  readonly list?: ListView;
}

/** The views in force, by type name. */
export type ViewTable = ReadonlyMap<string, TypeView>;

/** Makes a table of views; later ones win. */
export function viewTable(...groups: readonly (readonly TypeView[])[]): ViewTable {
  return new Map(groups.flat().map((view) => [view.type, view]));
}

/** What came back from another process is shown as what it was there. */
const REBUILT = 'Deserialized.';

/** The view of the most derived type that has one. */
export function findView(views: ViewTable, object: ObjectView): TypeView | undefined {
  for (const name of object.typeNames) {
    const view = views.get(name.startsWith(REBUILT) ? name.slice(REBUILT.length) : name);
    if (view) return view;
  }
  return undefined;
}

/** Is the object of a type, also as a copy that came from elsewhere? */
export const isOfType = (object: ObjectView, type: string): boolean =>
  object.typeNames.includes(type) || object.typeNames.includes(REBUILT + type);

const REMOTE = 'PSComputerName';

/** A column with the computer that an object came from, where that is to be shown. */
export function originColumns(object: ObjectView): readonly Column[] {
  return object.get('PSShowComputerName') === true ? [{ label: REMOTE, width: 20, align: 'left' }] : [];
}

/** Names of properties that are shown: where an object came from only where that is wanted. */
export function shownNames(names: readonly string[], get: (name: string) => PSValue | undefined): readonly string[] {
  if (!names.includes('PSShowComputerName')) return names;
  const isShown = get('PSShowComputerName') === true;
  return names.filter((name) => name !== 'PSShowComputerName' && (isShown || name !== REMOTE));
}

/** Value of a field of an object; null where the property is missing. */
export function fieldValue(field: Field, object: ObjectView, raw: PSValue): PSValue {
  return field.value ? field.value(object, raw) : (object.get(field.property ?? field.label) ?? null);
}
