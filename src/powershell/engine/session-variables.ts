import { Hashtable, type PSValue, Version } from '../values.ts';
import { convertTo } from './convert.ts';
import type { Engine } from './engine.ts';
import { executionContext } from './execution-context.ts';
import { hostObject, pathInfo } from './host-object.ts';
import { Variable } from './scope.ts';
import { parseTypeName, resolveType } from './type-names.ts';

export function prepareVariables(engine: Engine): void {
  const g = engine.global;
  const set = (name: string, value: PSValue): void => {
    g.vars.set(name.toLowerCase(), new Variable(name, value));
  };
  const windows = engine.host.surroundings.windows;
  for (const [n, v] of Object.entries({
    ErrorActionPreference: 'Continue',
    WarningPreference: 'Continue',
    VerbosePreference: 'SilentlyContinue',
    DebugPreference: 'SilentlyContinue',
    InformationPreference: 'SilentlyContinue',
    ProgressPreference: 'Continue',
    ConfirmPreference: 'High',
    WhatIfPreference: false,
    ErrorView: 'ConciseView',
    FormatEnumerationLimit: 4,
    MaximumHistoryCount: 4096,
    OutputEncoding: null,
    PSSessionConfigurationName: 'http://schemas.microsoft.com/powershell/Microsoft.PowerShell',
    PSEmailServer: '',
    IsWindows: windows,
    IsLinux: !windows,
    IsMacOS: false,
    IsCoreCLR: true,
    PSEdition: 'Core',
    PSCulture: 'en-US',
    PSUICulture: 'en-US',
    ShellId: 'Microsoft.PowerShell',
    PID: 4242,
    HOME: engine.env(windows ? 'USERPROFILE' : 'HOME') ?? '',
    PSHOME: windows ? 'C:\\Program Files\\PowerShell\\7' : '/opt/microsoft/powershell/7',
    NestedPromptLevel: 0,
    StackTrace: '',
  } satisfies Record<string, PSValue>)) {
    set(n, v);
  }
  set('Error', engine.errorList);
  const preferences = new Set([
    'erroractionpreference',
    'warningpreference',
    'verbosepreference',
    'debugpreference',
    'informationpreference',
    'progresspreference',
  ]);
  for (const key of preferences) {
    const v = g.vars.get(key)!;
    v.value = actionPreference(engine, v.value);
    v.special = true;
    v.constraint = (x) => actionPreference(engine, x);
  }
  const table = new Hashtable();
  const versions: readonly (readonly [string, PSValue])[] = [
    ['PSVersion', new Version([7, 6, 5])],
    ['PSEdition', 'Core'],
    ['GitCommitId', '7.6.5'],
    ['OS', windows ? 'Microsoft Windows 10.0.20348' : 'Linux'],
    ['Platform', windows ? 'Win32NT' : 'Unix'],
    [
      'PSCompatibleVersions',
      [
        new Version([1, 0]),
        new Version([2, 0]),
        new Version([3, 0]),
        new Version([4, 0]),
        new Version([5, 0]),
        new Version([5, 1]),
        new Version([6, 0]),
        new Version([7, 0]),
      ],
    ],
    ['PSRemotingProtocolVersion', new Version([2, 4])],
    ['SerializationVersion', new Version([1, 1, 0, 1])],
    ['WSManStackVersion', new Version([3, 0])],
  ];
  for (const [k, v] of versions) table.set(k, v);
  set('PSVersionTable', table);
  const auto = (name: string, getter: () => PSValue): void => {
    const v = new Variable(name);
    v.special = true;
    v.getter = getter;
    engine.autos.set(name.toLowerCase(), v);
  };
  auto('PWD', () => pathInfo(engine));
  auto('Host', () => hostObject(engine));
  auto('ExecutionContext', () => executionContext(engine));
  auto('LASTEXITCODE', () => engine.global.vars.get('lastexitcode')?.value ?? null);
  engine.autos.delete('lastexitcode');
}

export function actionPreference(engine: Engine, v: PSValue): PSValue {
  engine.actionType ??= resolveType(parseTypeName('System.Management.Automation.ActionPreference'), null)!;
  return convertTo(v, engine.actionType);
}
