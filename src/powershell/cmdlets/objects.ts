/** Commands that pick, order, count and change objects. */

import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { collapse, enumerable } from '../engine/collections.ts';
import { equals } from '../engine/compare.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { Collector } from '../engine/frame.ts';
import { setProperty } from '../engine/member-write.ts';
import { ABSENT, getProperty, ownProperty } from '../engine/members.ts';
import { membersToAdd, PSObj } from '../engine/psobject.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { Hashtable, type PSValue, ScriptBlock } from '../values.ts';

/** Runs a block per object in the caller's scope: one frame for all objects. */
export class Runner {
  private readonly c: Context;
  private readonly block: ScriptBlockValue;
  constructor(c: Context, block: ScriptBlock) {
    this.c = c;
    this.block = block as ScriptBlockValue;
  }
  run(item: PSValue): Gen<void> {
    return this.c.engine.runBlock(this.block, {
      scope: this.c.frame.scope,
      item,
      out: this.c.out,
      streams: this.c.streams,
      args: [],
    });
  }
}

/** A calculated property or a name. */
export interface Field {
  readonly name: string;
  readonly expression: ScriptBlockValue | string;
  readonly facts: Hashtable | null;
}

/** Fields as -Property takes them. */
export function fieldOf(v: PSValue): Field {
  if (v instanceof Hashtable) {
    const find = (...keys: string[]): PSValue | undefined => {
      for (const e of v.entries.values())
        if (keys.some((k) => k.startsWith(toText(e.key).toLowerCase()))) return e.value;
      return undefined;
    };
    const expression = find('expression') ?? null;
    const label = find('name', 'label');
    return {
      name: label !== undefined ? toText(label) : toText(expression),
      expression: expression instanceof ScriptBlock ? (expression as ScriptBlockValue) : toText(expression),
      facts: v,
    };
  }
  if (v instanceof ScriptBlock) return { name: v.text, expression: v as ScriptBlockValue, facts: null };
  return { name: toText(v), expression: toText(v), facts: null };
}

/** Value of a field of an object. */
export function* fieldValue(c: Context, field: Field, item: PSValue): Gen<PSValue> {
  if (typeof field.expression === 'string') return item === null ? null : getProperty(item, field.expression);
  const out = new Collector();
  try {
    yield* c.engine.runBlock(field.expression, { scope: c.frame.scope, item, out, streams: c.streams, args: [] });
  } catch (e) {
    if (c.engine.isControl(e)) throw e;
    return null;
  }
  return collapse(out.items);
}

/** Equality of -Unique: custom objects by their properties. */
export function sameObject(a: PSValue, b: PSValue): boolean {
  if (a instanceof PSObj && b instanceof PSObj) {
    const names = a.propertyNames;
    return (
      names.length === b.propertyNames.length && names.every((n) => equals(a.get(n) ?? null, b.get(n) ?? null, true))
    );
  }
  return equals(a, b, true);
}

const newObject = command(
  'New-Object',
  'TypeName:string@0 ArgumentList|Args:object[]@1 Property:object ComObject:string Strict',
  (c) => ({
    *process() {
      if (c.has('ComObject')) {
        throw c.fail(
          'ComObjectNotSupported',
          'NotImplemented',
          `hyperv does not have the COM object ${c.text('ComObject')}.`,
          'System.NotSupportedException',
        );
      }
      const name = c.text('TypeName');
      const type = c.engine.findType(name, c.frame);
      if (!type) {
        throw c.fail(
          'TypeNotFound',
          'InvalidType',
          `Cannot find type [${name}]: verify that the assembly containing this type is loaded.`,
          'System.Management.Automation.PSArgumentException',
        );
      }
      const given = c.get('ArgumentList');
      const args = given === null ? [] : [...(enumerable(given) ?? [given])];
      let made: PSValue;
      made = yield* c.engine.invokeStatic(type, 'new', args, c.frame);
      const properties = c.get('Property');
      if (properties instanceof Hashtable) {
        for (const e of properties.entries.values()) {
          if (made instanceof PSObj && (made.isCustom || made.netType === 'System.Object'))
            made.members.note(toText(e.key), e.value);
          else setProperty(made, toText(e.key), e.value);
        }
        if (made instanceof PSObj && made.netType === 'System.Object') {
          const custom = new PSObj();
          for (const m of made.members.map.values()) custom.members.add(m);
          made = custom;
        }
      }
      yield* c.emit(made);
    },
  }),
);

const addMember = command(
  'Add-Member',
  'InputObject:object!< MemberType|Type:string@0 Name:object@1 Value:object@2 SecondValue:object@3 NotePropertyName:string NotePropertyValue:object NotePropertyMembers:hashtable TypeName:string PassThru Force',
  (c) => ({
    *process(input) {
      const target = input === undefined ? c.get('InputObject') : input;
      if (target === null || typeof target !== 'object') {
        yield* c.emitIf(c.flag('PassThru'), target);
        return;
      }
      const members = membersToAdd(target);
      const put = function* (name: string, value: PSValue): Gen<void> {
        const old = target instanceof Hashtable ? undefined : ownProperty(target, name);
        if (old !== undefined && old !== ABSENT && !c.flag('Force') && !/^(?:count|length)$/i.test(name)) {
          yield* c.error(
            c.record(
              'MemberAlreadyExists',
              'InvalidOperation',
              `Cannot add a member with the name "${name}" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.`,
              'System.InvalidOperationException',
              { target },
            ),
          );
          return;
        }
        members.add({ name, kind: 'note', value });
      };
      const type = c.get('MemberType');
      const typeText = toText(type);
      if (c.has('NotePropertyMembers') || type instanceof Hashtable) {
        const table = (c.has('NotePropertyMembers') ? c.get('NotePropertyMembers') : type) as Hashtable;
        for (const e of table?.entries.values() ?? []) yield* put(toText(e.key), e.value);
      } else if (c.has('NotePropertyName')) yield* put(c.text('NotePropertyName'), c.get('NotePropertyValue'));
      else if (c.has('TypeName') && !c.has('MemberType')) {
        if (target instanceof PSObj) target.typeNames.unshift(c.text('TypeName'));
      } else if (/^script(?:property)$/i.test(typeText)) {
        members.add({
          name: c.text('Name'),
          kind: 'script-property',
          block: c.get('Value') as ScriptBlock,
          ...(c.has('SecondValue') && { setter: c.get('SecondValue') as ScriptBlock }),
        });
      } else if (/^scriptmethod$/i.test(typeText))
        members.add({ name: c.text('Name'), kind: 'script-method', block: c.get('Value') as ScriptBlock });
      else if (/^aliasproperty$/i.test(typeText))
        members.add({ name: c.text('Name'), kind: 'alias', target: c.text('Value') });
      else if (/^noteproperty$/i.test(typeText)) yield* put(c.text('Name'), c.get('Value'));
      else if (c.has('MemberType') && c.has('Name')) yield* put(typeText, c.get('Name'));
      yield* c.emitIf(c.flag('PassThru'), target);
    },
  }),
  { raw: true },
);

export const OBJECTS: readonly Builtin[] = [newObject, addMember];
