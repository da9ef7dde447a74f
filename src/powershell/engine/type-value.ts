/** Types as values: `[int]`, `[System.IO.Path]`, classes that scripts define. */
import type { TypeRef } from '../types.ts';
import { NetValue, type PSValue } from '../values.ts';

/** A class that a script defines, as types see it. */
export interface ScriptClass {
  readonly name: string;
  readonly base: ScriptClass | null;
  readonly netBase: string | null;
}

/** A System.Type. */
export class TypeValue extends NetValue {
  readonly ref: TypeRef;
  readonly cls: ScriptClass | null;
  readonly generics: readonly TypeValue[];
  constructor(ref: TypeRef, cls: ScriptClass | null = null, generics: readonly TypeValue[] = []) {
    super();
    this.ref = ref;
    this.cls = cls;
    this.generics = generics;
  }
  get typeName(): string {
    return 'System.RuntimeType';
  }
  get typeNames(): string[] {
    return [
      'System.RuntimeType',
      'System.Reflection.TypeInfo',
      'System.Type',
      'System.Reflection.MemberInfo',
      'System.Object',
    ];
  }
  /** What the table of types shows. */
  get propertyNames(): readonly string[] {
    return ['IsPublic', 'IsSerial', 'Name', 'BaseType', 'FullName'];
  }
  get(name: string): PSValue | undefined {
    switch (name.toLowerCase()) {
      case 'ispublic':
        return true;
      case 'isserial':
        return !this.cls;
      case 'name':
        return this.name;
      case 'basetype':
        return this.baseName;
      case 'fullname':
        return this.fullName;
    }
    return undefined;
  }
  private get baseName(): string {
    if (this.cls) return this.cls.base?.name ?? this.cls.netBase ?? 'System.Object';
    if (this.ref.kind === 'enum') return 'System.Enum';
    if (this.ref.kind === 'array') return 'System.Array';
    if (['number', 'bool', 'char', 'datetime', 'timespan', 'guid'].includes(this.ref.kind)) return 'System.ValueType';
    return this.ref.kind === 'object' ? '' : 'System.Object';
  }
  get fullName(): string {
    return this.ref.name;
  }
  get text(): string {
    return this.ref.name;
  }
  get name(): string {
    const { name } = this.ref;
    const bracket = name.indexOf('[');
    if (this.generics.length && bracket > 0) return name.slice(name.lastIndexOf('.', bracket) + 1, bracket);
    return name.slice(name.lastIndexOf('.') + 1).replace(/^.*\+/, '');
  }
}
