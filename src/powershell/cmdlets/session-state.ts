/** What a session keeps beside variables: drives, history, breakpoints, subscribers, the last error, secure strings. */
import { ErrorObject } from '../engine/errors.ts';
import { builtin } from './declare.ts';
import { SECURE_STRINGS } from './secure-strings.ts';

/** A command that lists what a session without a person at it never has. */
const nothing = (name: string, module: 'core' | 'utility', table: string) =>
  builtin(name, module, table, () => ({ *process() {} }));

const GET_ERROR = builtin(
  'Get-Error',
  'core',
  'InputObject psobject [Error] @0 <\nNewest|Last int 1..2147483647 [Newest]',
  (c) => ({
    *process() {
      const given = c.get('InputObject');
      if (given !== null) {
        yield* c.emit(given);
        return;
      }
      const all = c.engine.errorList.items.filter((e) => e instanceof ErrorObject);
      yield* c.emitAll(all.slice(0, c.has('Newest') ? c.number('Newest') : 1));
    },
  }),
  { defaultSet: 'Newest' },
);

export const STATE = [
  nothing('Get-History', 'core', 'Id long[] @0 <\nCount int @1'),
  nothing(
    'Get-PSBreakpoint',
    'utility',
    'Id int[] @0 <\nScript string[]\nVariable string[]\nCommand string[]\nType object[]',
  ),
  nothing('Get-EventSubscriber', 'utility', 'SourceIdentifier string @0 <.\nSubscriptionId int\nForce switch'),
  GET_ERROR,
  ...SECURE_STRINGS,
];
