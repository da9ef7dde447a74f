/** All tables of types that are always there; what is rarely used is loaded at its first use. */
import { xmlTable } from '../../xml/tables.ts';
import { CONSOLE } from './console.ts';
import { definedTable } from './defined-types.ts';
import { ENCODING_TYPES } from './encoding.ts';
import type { NetType } from './net-type.ts';
import { WINDOWS_IDENTITY, WINDOWS_PRINCIPAL } from './principal.ts';
import { rareTable } from './rare.ts';
import { addTables } from './registry.ts';
import { STREAM_TYPES } from './streams.ts';
import { TEXT_IO_TYPES } from './text-io.ts';

/** Names for which it is worth to load the rare ones. */
const RARE =
  /^System\.(?:Management\.Automation\.SemanticVersion$|Security\.|Net\.(?:NetworkCredential|IPAddress|WebUtility)|Web\.|Random$|TimeZoneInfo|DateTimeOffset|Uri)/;

const byName = new Map<string, NetType>(
  [CONSOLE, WINDOWS_IDENTITY, WINDOWS_PRINCIPAL, ...ENCODING_TYPES, ...STREAM_TYPES, ...TEXT_IO_TYPES].map((t) => [
    t.name,
    t,
  ]),
);

addTables((name) => byName.get(name));
addTables(definedTable);
addTables((name) => (RARE.test(name) ? rareTable(name) : undefined));
addTables((name) => (name.startsWith('System.Xml.') ? xmlTable(name) : undefined));
