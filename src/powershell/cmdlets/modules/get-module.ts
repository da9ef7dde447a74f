/** Get-Module. */
import { existsSync, readdirSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import type { Gen } from '../../engine/flow.ts';
import { PSObj } from '../../engine/psobject.ts';
import { wildcard } from '../../engine/wildcard.ts';
import { Hashtable } from '../../values.ts';
import { builtin } from '../declare.ts';
import { joined } from '../files/paths.ts';
import { compiledModules, compiledObject, loadedModules, moduleObject, versionOf } from './module-object.ts';

const TABLE = `
Name string[] [Loaded,Available,PsSession,CimSession] @0 <
FullyQualifiedName object[] [Loaded,Available,PsSession]
All switch [Loaded,Available]
ListAvailable switch [Available] ! [PsSession,CimSession]
PSEdition string {Core,Desktop} [Available,PsSession]
SkipEditionCheck switch [Loaded,Available,PsSession,CimSession]
Refresh switch [Available,PsSession,CimSession]
PSSession object [PsSession] !
CimSession object [CimSession] !
`;

/** Folders of PSModulePath with a module in them. */
function* onDisk(c: Context, pattern: RegExp): Gen<void> {
  const { windows } = c.engine.surroundings;
  for (const folder of toText(c.engine.env('PSModulePath') ?? '')
    .split(windows ? ';' : ':')
    .filter(Boolean)) {
    const real = c.engine.files.real(folder);
    if (!existsSync(real)) continue;
    for (const name of readdirSync(real)) {
      if (!pattern.test(name)) continue;
      const base = joined(folder, name);
      const file = [`${name}.psd1`, `${name}.psm1`]
        .map((f) => joined(base, f))
        .find((f) => existsSync(c.engine.files.real(f)));
      if (file === undefined) continue;
      const o = new PSObj(['System.Management.Automation.PSModuleInfo', 'System.Object'], {
        Name: name,
        Path: c.engine.files.full(file),
        ModuleBase: c.engine.files.full(base),
        Version: versionOf(/\.psd1$/.test(file) ? yield* manifestVersion(c, file) : '0.0'),
        ModuleType: /\.psd1$/.test(file) ? 'Manifest' : 'Script',
        ExportedCommands: new Hashtable(),
      });
      o.toText = () => name;
      yield* c.emit(o);
    }
  }
}

function* manifestVersion(c: Context, file: string): Gen<string> {
  const read = c.engine.scriptBlock('param($p) (Import-PowerShellDataFile $p).ModuleVersion');
  const out: string[] = [];
  yield* c.engine.runBlock(read, {
    scope: c.frame.scope,
    out: { write: (v) => void out.push(toText(v)) as undefined },
    streams: c.streams,
    args: [file],
    newScope: true,
  });
  return out[0] ?? '0.0';
}

export const GET_MODULE = builtin(
  'Get-Module',
  'core',
  TABLE,
  (c) => ({
    *process() {
      for (const p of ['PSSession', 'CimSession']) {
        if (!c.has(p)) continue;
        throw c.fail(
          'GetModuleNotSupported',
          'NotImplemented',
          `hyperv does not list the modules of another session: Get-Module has no -${p} here.`,
          'System.NotSupportedException',
        );
      }
      const full = c
        .list('FullyQualifiedName')
        .map((v) => toText(v instanceof Hashtable ? (v.get('ModuleName') ?? null) : v));
      const given = [...c.texts('Name'), ...full];
      const compiled = compiledModules(c);
      const isLoaded = loadedModules(c.engine);
      for (const name of given.length > 0 ? given : ['*']) {
        const pattern = wildcard(name);
        if (c.flag('ListAvailable')) {
          for (const m of compiled) if (pattern.test(m.name)) yield* c.emit(compiledObject(c, m));
          yield* onDisk(c, pattern);
          continue;
        }
        const scripts = [...c.engine.modules.values()].filter((m) => pattern.test(m.name));
        for (const m of compiled)
          if (isLoaded.has(m.name.toLowerCase()) && pattern.test(m.name)) yield* c.emit(compiledObject(c, m));
        for (const m of scripts) yield* c.emit(moduleObject(m));
      }
    },
  }),
  { defaultSet: 'Loaded' },
);
