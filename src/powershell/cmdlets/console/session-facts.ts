/** What a session says of itself: history, culture, execution policy, the call stack; Clear-Host and its like. */
import type { Context } from '../../engine/builtin.ts';
import type { Engine } from '../../engine/engine.ts';
import { PSObj } from '../../engine/psobject.ts';
import { builtin } from '../declare.ts';

const policies = new WeakMap<Engine, Map<string, string>>();
const SCOPES = ['MachinePolicy', 'UserPolicy', 'Process', 'CurrentUser', 'LocalMachine'];
const POLICIES = '{Unrestricted,RemoteSigned,AllSigned,Restricted,Default,Bypass,Undefined}';

/** Policies of a session; Windows servers begin with RemoteSigned, elsewhere there is none. */
function policiesOf(c: Context): Map<string, string> {
  let map = policies.get(c.engine);
  if (!map) {
    map = new Map(SCOPES.map((s) => [s, 'Undefined']));
    if (c.engine.surroundings.windows) map.set('LocalMachine', 'RemoteSigned');
    policies.set(c.engine, map);
  }
  return map;
}

function effective(c: Context): string {
  if (!c.engine.surroundings.windows) return 'Unrestricted';
  for (const s of SCOPES) {
    const policy = policiesOf(c).get(s);
    if (policy !== undefined && policy !== 'Undefined') return policy;
  }
  return 'Restricted';
}

const GET_POLICY = builtin(
  'Get-ExecutionPolicy',
  'security',
  'Scope string {Process,CurrentUser,LocalMachine,UserPolicy,MachinePolicy} @0 <.\nList switch',
  (c) => ({
    *process() {
      if (c.flag('List')) {
        for (const [scope, policy] of policiesOf(c))
          yield* c.emit(new PSObj(undefined, { Scope: scope, ExecutionPolicy: policy }));
      } else if (c.has('Scope')) {
        const wanted = c.text('Scope').toLowerCase();
        yield* c.emit([...policiesOf(c)].find(([s]) => s.toLowerCase() === wanted)?.[1] ?? 'Undefined');
      } else yield* c.emit(effective(c));
    },
  }),
);

/** Scripts run whatever the policy is, as on every system but Windows; what was set is remembered for the session. */
const SET_POLICY = builtin(
  'Set-ExecutionPolicy',
  'security',
  `ExecutionPolicy string ${POLICIES} @0 ! <.\nScope string {Process,CurrentUser,LocalMachine,UserPolicy,MachinePolicy} @1 <.\nForce switch`,
  (c) => ({
    *process() {
      if (!c.engine.surroundings.windows) {
        throw c.fail(
          'PlatformNotSupported',
          'NotImplemented',
          'Operation is not supported on this platform.',
          'System.PlatformNotSupportedException',
        );
      }
      const scope = SCOPES.find((s) => s.toLowerCase() === c.text('Scope', 'LocalMachine').toLowerCase())!;
      if (/Policy$/.test(scope)) {
        throw c.fail(
          'CantSetGroupPolicy',
          'InvalidOperation',
          'Cannot set execution policy. Execution policies at the MachinePolicy or UserPolicy scopes must be set through Group Policy.',
          'System.InvalidOperationException',
        );
      }
      if (!c.should('Set-ExecutionPolicy', c.text('ExecutionPolicy'))) return;
      policiesOf(c).set(scope, c.text('ExecutionPolicy'));
    },
  }),
  { confirm: 'Medium' },
);

const CLEAR_HOST = builtin('Clear-Host', 'core', '', (c) => ({
  *process() {
    if (c.engine.host.columns !== undefined) c.engine.host.out('\x1b[H\x1b[2J');
  },
}));

const CULTURE = builtin('Get-UICulture', 'utility', '', (c) => ({
  *process() {
    const type = c.engine.findType('cultureinfo', c.frame)!;
    yield* c.emit(yield* c.engine.invokeStatic(type, 'GetCultureInfo', ['en-US'], c.frame));
  },
}));

const CALL_STACK = builtin('Get-PSCallStack', 'utility', '', (c) => ({
  *process() {
    const { invocation, unit } = c.frame;
    const names = [...(invocation && invocation.name !== '' ? [invocation.name] : []), '<ScriptBlock>'];
    for (const name of names) {
      const place =
        unit.file === undefined ? '<No file>' : `${unit.file.replace(/^.*[\\/]/, '')}: line ${c.extent.line}`;
      yield* c.emit(
        new PSObj(['System.Management.Automation.CallStackFrame', 'System.Object'], {
          Command: name,
          Location: place,
          FunctionName: name,
          ScriptName: unit.file ?? null,
          ScriptLineNumber: c.extent.line,
        }),
      );
    }
  },
}));

export const SESSION_FACTS = [GET_POLICY, SET_POLICY, CLEAR_HOST, CULTURE, CALL_STACK];
