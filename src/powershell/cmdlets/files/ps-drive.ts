/** Drives and providers: Get-PSDrive, New-PSDrive, Remove-PSDrive, Get-PSProvider. */
import { statfsSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { List } from '../../engine/collections.ts';
import { PSObj } from '../../engine/psobject.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import type { PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { refuse } from '../refusals.ts';
import { folderDrives, SESSION_DRIVES } from './drives.ts';
import { isFolder } from './paths.ts';

interface Drive {
  readonly name: string;
  readonly provider: string;
  readonly root: string;
  readonly description: string;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** All drives of the session; of the letters of Windows C, and those that something lies on. */
function drives(c: Context): Drive[] {
  const { windows } = c.engine.surroundings;
  const file = windows
    ? LETTERS.filter((l) => l === 'C' || isFolder(c, `${l}:\\`)).map((name) => ({ name, root: `${name}:\\` }))
    : [
        { name: '/', root: '/' },
        { name: 'Temp', root: '/tmp/' },
      ];
  return [
    ...SESSION_DRIVES.map((d) => ({ name: d.name, provider: d.provider, root: '', description: '' })),
    ...file.map((d) => ({ ...d, provider: 'FileSystem', description: '' })),
    ...[...folderDrives(c.engine).values()].map((d) => ({ ...d, provider: 'FileSystem' })),
  ].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function providerObject(c: Context, name: string, withDrives: boolean): PSObj {
  const o = new PSObj(['System.Management.Automation.ProviderInfo', 'System.Object'], {
    Name: name,
    ...(withDrives && {
      ImplementingType: `Microsoft.PowerShell.Commands.${name}Provider`,
      HelpFile: 'System.Management.Automation.dll-Help.xml',
      PSSnapIn: 'Microsoft.PowerShell.Core',
      ModuleName: 'Microsoft.PowerShell.Core',
      Module: null,
      Description: '',
      Capabilities: name === 'FileSystem' ? 'Filter, ShouldProcess, Credentials' : 'ShouldProcess',
      Home: name === 'FileSystem' ? (c.engine.env(c.engine.surroundings.windows ? 'USERPROFILE' : 'HOME') ?? '') : '',
      Drives: new List(
        'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSDriveInfo]',
        'list',
        drives(c)
          .filter((d) => d.provider === name)
          .map((d) => driveObject(c, d)),
      ),
    }),
  });
  o.toText = () => `Microsoft.PowerShell.Core\\${name}`;
  return o;
}

function space(c: Context, root: string): { used: PSValue; free: PSValue } {
  try {
    const s = statfsSync(c.engine.files.real(root), { bigint: true });
    return { used: (s.blocks - s.bfree) * s.bsize, free: s.bavail * s.bsize };
  } catch {
    return { used: null, free: null };
  }
}

function driveObject(c: Context, drive: Drive): PSObj {
  const isFile = drive.provider === 'FileSystem';
  const o = new PSObj(['System.Management.Automation.PSDriveInfo', 'System.Object']);
  const property = (name: string, get: () => PSValue): void => o.members.add({ name, kind: 'property', get });
  property('Used', () => (isFile ? space(c, drive.root).used : null));
  property('Free', () => (isFile ? space(c, drive.root).free : null));
  property('CurrentLocation', () => {
    const { location } = c.engine.files;
    const inside = isFile && location.toLowerCase().startsWith(drive.root.toLowerCase());
    return inside ? location.slice(drive.root.length).replace(/^[\\/]/, '') : '';
  });
  property('Name', () => drive.name);
  property('Provider', () => providerObject(c, drive.provider, false));
  property('Root', () => drive.root);
  property('Description', () => drive.description);
  property('MaximumSize', () => null);
  property('Credential', () => null);
  property('DisplayRoot', () => null);
  o.toText = () => drive.name;
  return o;
}

function noSuch(c: Context, name: string, id: string) {
  return c.record(
    id,
    'ObjectNotFound',
    `Cannot find drive. A drive with the name '${name}' does not exist.`,
    'System.Management.Automation.DriveNotFoundException',
    { target: name },
  );
}

const GET_DRIVE = builtin(
  'Get-PSDrive',
  'management',
  `
Name string[] [Name] @0 <.
LiteralName string[] [LiteralName] @0 ! <.
Scope string <.
PSProvider string[] <.
`,
  (c) => ({
    *process() {
      const names = [...c.texts('Name'), ...c.texts('LiteralName')];
      const providers = c.texts('PSProvider').map((p) => wildcard(p));
      const all = drives(c);
      for (const drive of all) {
        if (names.length > 0 && !names.some((n) => wildcard(n).test(drive.name))) continue;
        if (providers.length > 0 && !providers.some((p) => p.test(drive.provider))) continue;
        yield* c.emit(driveObject(c, drive));
      }
      for (const name of names) {
        if (hasWildcard(name) || all.some((d) => d.name.toLowerCase() === name.toLowerCase())) continue;
        yield* c.error(noSuch(c, name, 'GetLocationNoMatchingDrive'));
      }
    },
  }),
  { defaultSet: 'Name' },
);

const NEW_DRIVE = builtin(
  'New-PSDrive',
  'management',
  `
Name string @0 ! <.
PSProvider string @1 ! <.
Root string empty @2 ! <.
Description string <.
Scope string <.
Persist switch
Credential object <.
`,
  (c) => ({
    *process() {
      refuse(c, {
        Persist: 'drives end with their session; paths of other computers are written as \\\\server\\share.',
        Credential: 'a drive is a folder of this machine.',
      });
      const name = c.text('Name');
      const provider = c.text('PSProvider');
      if (!/^filesystem$/i.test(provider)) {
        const known = SESSION_DRIVES.some((d) => d.provider.toLowerCase() === provider.toLowerCase());
        throw c.fail(
          known ? 'NewDriveNotSupported' : 'ProviderNotFound',
          known ? 'NotImplemented' : 'ObjectNotFound',
          known
            ? `hyperv makes new drives of the FileSystem provider only, not of ${provider}.`
            : `Cannot find a provider with the name '${provider}'.`,
          known ? 'System.NotSupportedException' : 'System.Management.Automation.ProviderNotFoundException',
          { target: provider },
        );
      }
      if (drives(c).some((d) => d.name.toLowerCase() === name.toLowerCase())) {
        throw c.fail(
          'DriveAlreadyExists',
          'ResourceExists',
          `A drive with the name '${name}' already exists.`,
          'System.Management.Automation.SessionStateException',
          { target: name },
        );
      }
      const root = c.engine.files.full(c.text('Root'));
      if (!isFolder(c, root)) {
        yield* c.error(
          c.record(
            'DriveRootError',
            'ReadError',
            `The specified drive root "${c.text('Root')}" either does not exist, or it is not a folder.`,
            'System.IO.IOException',
          ),
        );
        return;
      }
      if (!c.should('New drive', `Name: ${name} Provider: Microsoft.PowerShell.Core\\FileSystem Root: ${root}`)) return;
      const drive = { name, root, description: c.text('Description') };
      folderDrives(c.engine).set(name.toLowerCase(), drive);
      yield* c.emit(driveObject(c, { ...drive, provider: 'FileSystem' }));
    },
  }),
  { confirm: 'Medium' },
);

const REMOVE_DRIVE = builtin(
  'Remove-PSDrive',
  'management',
  `
Name string[] [Name] @0 ! <*
LiteralName string[] [LiteralName] @0 ! <.
PSProvider string[] <.
Scope string <.
Force switch
`,
  (c) => ({
    *process() {
      for (const name of [...c.texts('Name'), ...c.texts('LiteralName')]) {
        const found = [...folderDrives(c.engine).values()].filter((d) => wildcard(name).test(d.name));
        for (const d of found)
          if (
            c.should('Remove Drive', `Name: ${d.name} Provider: Microsoft.PowerShell.Core\\FileSystem Root: ${d.root}`)
          )
            folderDrives(c.engine).delete(d.name.toLowerCase());
        if (found.length > 0 || hasWildcard(name)) continue;
        const known = drives(c).some((d) => d.name.toLowerCase() === name.toLowerCase());
        yield* c.error(
          known
            ? c.record(
                'DriveRemovalPreventedByProvider',
                'InvalidOperation',
                `Drive '${name}' belongs to the session and stays: hyperv removes the drives that New-PSDrive made.`,
                'System.Management.Automation.SessionStateException',
                { target: name },
              )
            : noSuch(c, name, 'DriveNotFound'),
        );
      }
    },
  }),
  { defaultSet: 'Name', confirm: 'Medium' },
);

const GET_PROVIDER = builtin('Get-PSProvider', 'management', 'PSProvider string[] ~ @0 <*', (c) => ({
  *process() {
    const all = ['Alias', 'Environment', 'FileSystem', 'Function', 'Variable'];
    const wanted = c.has('PSProvider') ? c.texts('PSProvider') : ['*'];
    for (const name of wanted) {
      const found = all.filter((p) => wildcard(name).test(p));
      if (found.length === 0 && !hasWildcard(name)) {
        yield* c.error(
          c.record(
            'ProviderNotFound',
            'ObjectNotFound',
            `Cannot find a provider with the name '${name}'.`,
            'System.Management.Automation.ProviderNotFoundException',
            { target: name },
          ),
        );
      }
      for (const p of found) yield* c.emit(providerObject(c, p, true));
    }
  },
}));

export const PS_DRIVES = [GET_DRIVE, NEW_DRIVE, REMOVE_DRIVE, GET_PROVIDER];
