import { edition } from '../edition.ts';
import { EnumValue, Hashtable, type PSValue, Version } from '../values.ts';
import { convertTo } from './convert.ts';
import { DefaultValues } from './default-values.ts';
import type { Engine } from './engine.ts';
import { executionContext } from './execution-context.ts';
import { hostObject, pathInfo } from './host-object.ts';
import { parseSemanticVersion } from './net/semantic-version.ts';
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
    ErrorView: edition.current.errorView,
    FormatEnumerationLimit: 4,
    MaximumHistoryCount: 4096,
    OutputEncoding: null,
    PSSessionConfigurationName: 'http://schemas.microsoft.com/powershell/Microsoft.PowerShell',
    PSEmailServer: '',
    ...(edition.current.platformVariables && {
      IsWindows: windows,
      IsLinux: !windows,
      IsMacOS: false,
      IsCoreCLR: true,
      PSNativeCommandUseErrorActionPreference: false,
      PSNativeCommandArgumentPassing: windows ? 'Windows' : 'Standard',
    }),
    PSEdition: edition.current.psEdition,
    PSCulture: 'en-US',
    PSUICulture: 'en-US',
    ShellId: 'Microsoft.PowerShell',
    PID: 4242,
    HOME: engine.env(windows ? 'USERPROFILE' : 'HOME') ?? '',
    PSHOME: windows ? edition.current.home : '/opt/microsoft/powershell/7',
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
  const unix: Readonly<Record<string, string>> = { OS: 'Linux', Platform: 'Unix' };
  const shown = (name: string, text: string): PSValue =>
    /^[\d.]+$/.test(text) && name !== 'GitCommitId' ? new Version(text.split('.').map(Number)) : text;
  for (const [name, value] of edition.current.versions) {
    const own = (!windows && unix[name]) || value;
    table.set(name, typeof own === 'string' ? shown(name, own) : own.map((text) => shown(name, text)));
  }
  // 5.1 has a [version] here.
  if (edition.current.name === '7') table.set('PSVersion', parseSemanticVersion(edition.current.version));
  set('PSVersionTable', table);
  set('PSDefaultParameterValues', new DefaultValues());
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
  const type = engine.actionType.ref.enum!;
  // Names as they are mostly written need no conversion, which would be loaded for them.
  if (typeof v === 'string' && Object.hasOwn(type.members, v)) return new EnumValue(type, type.members[v]!);
  return v instanceof EnumValue && v.type === type ? v : convertTo(v, engine.actionType);
}
