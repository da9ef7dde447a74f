/** Assigning to members. */

import { CastError } from '../cast-error.ts';
import { NetObject } from '../objects.ts';
import { Hashtable, type PSValue, type ScriptBlock } from '../values.ts';
import { enumerable } from './collections.ts';
import { convertRef, convertTo, toText } from './convert.ts';
import { ErrorObject, Exception, runtimeError, ScriptError } from './errors.ts';
import { propertyList } from './member-list.ts';
import { ABSENT, ownProperty } from './members.ts';
import { int } from './method-tools.ts';
import { StringBuilder } from './methods-text.ts';
import { NetInstance, type Property } from './net/net-type.ts';
import { Reference } from './net/reference.ts';
import { definedType } from './net/signature.ts';
import type { Surroundings } from './net/static-type.ts';
import { addedMembers, type Member, PSObj } from './psobject.ts';
import { extendedMember, typeData } from './type-data.ts';

/** `$target.name = value` */
export function setProperty(target: PSValue, name: string, value: PSValue): void {
  if (target === null) {
    throw runtimeError(
      'PropertyNotFound',
      `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    );
  }
  const members = target instanceof PSObj ? target.members : addedMembers(target);
  const member = members?.find(name) ?? (typeData.any ? extendedMember(target, name) : undefined);
  if (member) {
    setMember(target, member, value);
    return;
  }
  if (target instanceof Hashtable) {
    target.set(name, value);
    return;
  }
  if (target instanceof Reference && name.toLowerCase() === 'value') {
    target.set(value);
    return;
  }
  if (target instanceof NetObject) {
    const property = target.property(name);
    if (property?.set) {
      property.set(target.target, value);
      return;
    }
    if (property) {
      throw runtimeError('PropertyAssignmentException', `'${property.name}' is a ReadOnly property.`);
    }
  }
  if (target instanceof ErrorObject && name.toLowerCase() === 'errordetails') {
    target.details = toText(value instanceof PSObj ? (value.get('Message') ?? value) : value);
    return;
  }
  if (target instanceof Exception && /^(?:source|helplink)$/i.test(name)) return;
  if (target instanceof StringBuilder && name.toLowerCase() === 'length') {
    target.value = target.value.slice(0, int(value));
    return;
  }
  if (target instanceof NetInstance) {
    if (target.adapt?.(name, value)) return;
    const property = target.table.property(name);
    if (property?.set) {
      property.set(target, settable(property, value), NO_SURROUNDINGS);
      return;
    }
    if (property)
      throw runtimeError('PropertyAssignmentException', `'${property.signature.name}' is a ReadOnly property.`);
  }
  const items = enumerable(target);
  if (
    items &&
    items.length > 0 &&
    items.every((i) => i !== null && ownProperty(i, name) !== ABSENT) &&
    !(name.toLowerCase() === 'count' || name.toLowerCase() === 'length')
  ) {
    for (const item of items) setProperty(item, name, value);
    return;
  }
  if (ownProperty(target, name) !== ABSENT && !/^psobject$/i.test(name)) {
    const proper = propertyList(target).find((p) => p.name.toLowerCase() === name.toLowerCase())?.name ?? name;
    throw runtimeError('PropertyAssignmentException', `'${proper}' is a ReadOnly property.`);
  }
  const why = `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`;
  if (target instanceof PSObj && target.netType === 'System.Management.Automation.PSCustomObject') {
    throw notSet({ name }, why);
  }
  throw runtimeError('PropertyAssignmentException', why);
}

/** Setters of tables read nothing of the session. */
const NO_SURROUNDINGS = undefined as unknown as Surroundings;

/** The value as the property's type. */
function settable(property: Property, value: PSValue): PSValue {
  try {
    return convertTo(value, definedType(property.signature.type));
  } catch (e) {
    if (!(e instanceof CastError)) throw e;
    throw runtimeError('ExceptionWhenSetting', `Exception setting "${property.signature.name}": "${e.message}"`, {
      category: 'NotSpecified',
      exceptionType: 'System.Management.Automation.SetValueInvocationException',
    });
  }
}

/** How script setters run; set by the engine. */
export const scriptSetter: { set: (block: ScriptBlock, self: PSValue, value: PSValue) => void } = {
  set: () => undefined,
};

const notSet = (member: Pick<Member, 'name'>, why: string): ScriptError =>
  runtimeError('ExceptionWhenSetting', `Exception setting "${member.name}": "${why}"`, {
    category: 'NotSpecified',
    exceptionType: 'System.Management.Automation.SetValueInvocationException',
  });

function setMember(target: PSValue, member: Member, value: PSValue): void {
  if (member.kind === 'alias') {
    setProperty(target, member.target!, value);
    return;
  }
  if (member.readonly || (member.get && !member.set) || (member.kind === 'script-property' && !member.setter)) {
    throw runtimeError(
      member.kind === 'script-property' ? 'SetWithoutSetterException' : 'PropertyAssignmentException',
      member.kind === 'script-property'
        ? `Exception setting "${member.name}": "Set accessor for property "${member.name}" is unavailable."`
        : `'${member.name}' is a ReadOnly property.`,
    );
  }
  if (member.setter) {
    scriptSetter.set(member.setter, target, value);
    return;
  }
  let v = value;
  if (member.type) {
    try {
      v = convertRef(value, member.type);
    } catch (e) {
      if (!(e instanceof CastError)) throw e;
      throw notSet(member, e.message);
    }
  }
  if (member.convert) {
    try {
      v = member.convert(value);
    } catch (e) {
      const why = e instanceof CastError ? e.message : e instanceof ScriptError ? e.error.text : null;
      if (why === null) throw e;
      throw notSet(member, why);
    }
  }
  const wrong = member.check?.(v);
  if (wrong !== undefined) throw notSet(member, wrong);
  if (member.set) member.set(target, v);
  else member.value = v;
}
