/** Instances as objects of scripts: ManagementObject of Get-WmiObject, CimInstance of Get-CimInstance. */
import { toText, truth } from '../powershell/engine/convert.ts';
import { NetError } from '../powershell/engine/errors.ts';
import { NO_OVERLOAD } from '../powershell/engine/method-tools.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import { typeRef } from '../powershell/types.ts';
import { listItems, Num, type PSValue, TypedArray } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { writeInstance } from './cim-xml.ts';
import { modifySystemSettings } from './management-service.ts';
import {
  type CimInstance,
  type CimProperty,
  type CimScalar,
  type CimType,
  type CimValue,
  relativePath,
} from './model.ts';

const KINDS = { uint16: 'UInt16', uint32: 'UInt32', uint64: 'UInt64' } as const;

function scalar(type: CimType, value: CimScalar): PSValue {
  if (typeof value !== 'bigint') return value;
  const kind = KINDS[type as keyof typeof KINDS];
  return new Num(kind, kind === 'UInt64' ? value : Number(value));
}

const netType = ({ type, array }: CimProperty) => `${type === 'boolean' ? 'bool' : type}${array ? '[]' : ''}`;

function toScript(property: CimProperty, value: CimValue): PSValue {
  if (value === null) return null;
  if (!Array.isArray(value)) return scalar(property.type, value as CimScalar);
  const items = value.map((v) => scalar(property.type, v));
  return new TypedArray(typeRef(netType({ ...property, array: true })).element!.name, items);
}

function toCim(property: CimProperty, value: PSValue): CimValue {
  if (value === null) return null;
  const one = (v: PSValue): CimScalar =>
    property.type === 'string' ? toText(v) : property.type === 'boolean' ? truth(v) : BigInt(toText(v));
  return property.array ? (listItems(value) ?? [value]).map(one) : one(value);
}

/** Adds the instance's own properties; scripts may change all of them in their copy. */
function addProperties(object: PSObj, { properties, values }: CimInstance): void {
  for (const p of properties) {
    object.members.add({
      name: p.name,
      kind: 'property',
      type: typeRef(netType(p)),
      value: toScript(p, values[p.name] ?? null),
    });
  }
}

function addReadOnly(object: PSObj, properties: Readonly<Record<string, PSValue>>, hidden = false): void {
  for (const [name, value] of Object.entries(properties)) {
    object.members.add({ name, kind: 'property', get: () => value, ...(hidden && { hidden }) });
  }
}

/** Methods of every ManagementObject that do something on a real host and are not available here. */
const OTHERS = /^(?:put|get|delete|copyto|getrelated|getrelationships|invokemethod|getmethodparameters)$/;

const notAvailable = (what: string) =>
  new NetError('System.NotSupportedException', `${what} is not available in this simulation.`);

/** What calling a method gives: an object with ReturnValue, and Job where the class's method names one. */
export function callMethod(
  world: World,
  instance: CimInstance,
  method: string,
  args: readonly PSValue[],
): Readonly<Record<string, PSValue>> | undefined {
  const name = instance.cls.methods.find((m) => m.toLowerCase() === method.toLowerCase());
  if (name === undefined) return undefined;
  if (name !== 'ModifySystemSettings') throw notAvailable(`${instance.cls.name}.${name}`);
  const code = modifySystemSettings(world, instance.hostId, toText(args[0] ?? ''));
  return { Job: null, ReturnValue: new Num('UInt32', code) };
}

/** A System.Management.ManagementObject. */
export function managementObject(world: World, instance: CimInstance): PSObj {
  const { cls, server, properties } = instance;
  const relative = relativePath(instance);
  const path = `\\\\${server}\\${cls.namespace}:${relative}`;
  const object = new PSObj(['System.Management.ManagementObject']);
  object.typeNames = [
    ...[cls.name, ...cls.derivation].map((name) => `System.Management.ManagementObject#${cls.namespace}\\${name}`),
    'System.Management.ManagementObject',
    'System.Management.ManagementBaseObject',
    'System.ComponentModel.Component',
    'System.MarshalByRefObject',
    'System.Object',
  ];
  addReadOnly(object, {
    __GENUS: 2,
    __CLASS: cls.name,
    __SUPERCLASS: cls.derivation[0] ?? null,
    __DYNASTY: cls.derivation.at(-1) ?? cls.name,
    __RELPATH: relative,
    __PROPERTY_COUNT: properties.length,
    __DERIVATION: new TypedArray('System.String', [...cls.derivation]),
    __SERVER: server,
    __NAMESPACE: cls.namespace,
    __PATH: path,
  });
  addProperties(object, instance);
  object.members.add({ name: 'PSComputerName', kind: 'alias', target: '__SERVER' });
  const place = new PSObj(['System.Management.ManagementPath', 'System.Object']);
  addReadOnly(place, {
    Path: path,
    RelativePath: relative,
    Server: server,
    NamespacePath: cls.namespace,
    ClassName: cls.name,
    IsClass: false,
    IsInstance: true,
    IsSingleton: cls.singleton ?? false,
  });
  place.toText = () => path;
  addReadOnly(object, { Path: place }, true);
  object.toText = () => path;
  const value = (name: string): CimValue =>
    toCim(properties.find((p) => p.name === name)!, object.members.find(name)?.value ?? null);
  object.data = {
    instance,
    call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
      if (key === 'gettext') {
        // TextFormat: Mof 0, CimDtd20 1, WmiDtd20 2.
        const format = args.length === 1 ? toText(args[0]!).toLowerCase() : '';
        if (/^(?:1|2|cimdtd20|wmidtd20)$/.test(format)) return writeInstance(instance, value);
        if (format === '0' || format === 'mof') throw notAvailable('GetText as MOF');
        return NO_OVERLOAD;
      }
      if (OTHERS.test(key)) throw notAvailable(`ManagementObject.${key}`);
      const parameters = callMethod(world, instance, key, args);
      if (!parameters) return undefined;
      const result = new PSObj(['System.Management.ManagementBaseObject']);
      result.typeNames = [
        'System.Management.ManagementBaseObject#\\__PARAMETERS',
        ...result.typeNames,
        'System.Object',
      ];
      addReadOnly(result, parameters);
      return result;
    },
  };
  return object;
}

/** A Microsoft.Management.Infrastructure.CimInstance. */
export function cimInstance(instance: CimInstance, computer: string | undefined): PSObj {
  const { cls, server, values } = instance;
  const namespace = cls.namespace.replaceAll('\\', '/');
  const object = new PSObj(['Microsoft.Management.Infrastructure.CimInstance']);
  object.typeNames = [
    ...[cls.name, ...cls.derivation].map((n) => `Microsoft.Management.Infrastructure.CimInstance#${namespace}/${n}`),
    'Microsoft.Management.Infrastructure.CimInstance',
    'System.Object',
  ];
  addProperties(object, instance);
  object.members.note('PSComputerName', computer ?? null);
  const system = new PSObj(['Microsoft.Management.Infrastructure.CimSystemProperties', 'System.Object']);
  addReadOnly(system, { Namespace: namespace, ServerName: server, ClassName: cls.name, Path: null });
  const described = new PSObj(['Microsoft.Management.Infrastructure.CimClass', 'System.Object']);
  addReadOnly(described, { CimClassName: cls.name, CimSuperClassName: cls.derivation[0] ?? null });
  described.toText = () => `${namespace}:${cls.name}`;
  addReadOnly(object, { CimClass: described, CimSystemProperties: system }, true);
  const keys = cls.properties.filter((p) => p.key).map((p) => `${p.name} = "${values[p.name] ?? ''}"`);
  object.toText = () => (keys.length > 0 ? `${cls.name} (${keys.join(', ')})` : cls.name);
  object.data = { instance };
  return object;
}
